"""Files become the model. It says «unreadable», never «unwise», and reports all unreadable files together."""
