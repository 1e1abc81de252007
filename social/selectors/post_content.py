"""What a post says and shows, whole and in one form, so that what was agreed to can be told from what there is."""

import hashlib
import json
from typing import Any

from social.models import Post, PostPicture, PostVersion


def content_of(post: Post) -> dict[str, Any]:
    """Everything that a reader agrees to, in plain values. Two queries."""
    said = {name: getattr(post, name) for name in (*Post.CONTENT, *Post.CHECKS)}
    rows = post.pictures.shown().select_related("picture")
    return {
        **{name: _plain(value) for name, value in said.items()},
        "pictures": [_picture(row) for row in rows.order_by("position", "pk")],
        "children": sorted(str(pk) for pk in post.children.shown().values_list("child", flat=True)),
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _picture(row: PostPicture) -> dict[str, str]:
    return {"id": str(row.picture_id), "sha256": row.picture.sha256, "alt": row.alt_text}


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical form, in hex."""
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def is_as_agreed(post: Post) -> bool:
    """Whether it is still, to the letter and the pixel, what the approver read."""
    if post.agreed_number is None:
        return False
    version = PostVersion.objects.filter(post=post, number=post.agreed_number).first()
    return version is not None and is_as_read(post, version)


def is_as_read(post: Post, version: PostVersion) -> bool:
    return version.sha256 == digest(version.content) == digest(content_of(post))
