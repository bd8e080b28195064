nav-audit = x
