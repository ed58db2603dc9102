"""Tables against their schema: the referee's verdict, told in plain words."""
