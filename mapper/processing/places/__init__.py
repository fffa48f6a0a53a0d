"""Place events: what each toponym, P-code or pair of coordinates stands for, and why."""
