# everything is destroyed
