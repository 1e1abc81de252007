"""Who may do what with the setting's social media (domain §5), a module per noun. The acting person comes first."""
