"""The roof: settings, addresses, home page, pages, menus, operations and the newsroom's shell."""
