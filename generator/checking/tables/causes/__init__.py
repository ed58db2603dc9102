"""Why a table does not fit its schema: the classic accidents of spreadsheets, each recognised where it is proven."""
