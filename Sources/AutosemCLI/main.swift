print("autosem")
