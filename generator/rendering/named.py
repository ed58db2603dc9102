"""Words that data and announcements hold as standards have them, and what readers call them."""

from __future__ import annotations

from generator.model.message import noted

TYPES = {
    "string": noted("Text"),
    "any": noted("Text"),
    "integer": noted("Whole number"),
    "boolean": noted("Yes or no"),
    "datetime": noted("Date and time"),
    "time": noted("Time of day"),
    "yearmonth": noted("Month"),
    "geopoint": noted("Place on the map"),
    "geojson": noted("Shape on the map"),
    "object": noted("Structured value"),
    "array": noted("List"),
    "number": noted("Number"),
    "date": noted("Date"),
    "year": noted("Year"),
    "duration": noted("Duration"),
    "list": noted("List"),
}
OPENS = {
    "CSV": noted("Opens in Excel and other spreadsheets"),
    "TSV": noted("Opens in Excel and other spreadsheets"),
    "XLSX": noted("Opens in Excel"),
    "ODS": noted("Opens in LibreOffice and Excel"),
    "JSON": noted("For developers"),
    "NDJSON": noted("For developers"),
    "GEOJSON": noted("For maps"),
    "PARQUET": noted("For data tools"),
    "PDF": noted("For reading and printing"),
}
OFTEN = {
    "daily": noted("daily"),
    "weekly": noted("weekly"),
    "monthly": noted("monthly"),
    "quarterly": noted("quarterly"),
    "biannual": noted("biannual"),
    "annual": noted("annual"),
    "biennial": noted("biennial"),
    "irregular": noted("irregular"),
    "never": noted("never"),
}
PERIODS = {"day": noted("day"), "month": noted("month"), "year": noted("year")}
SEVERITIES = {
    "Extreme": noted("Extreme alert"),
    "Severe": noted("Severe alert"),
    "Moderate": noted("Moderate alert"),
    "Minor": noted("Minor alert"),
    "Unknown": noted("Unknown alert"),
}
MESSAGES = {
    "Alert": noted("The alert was given."),
    "Update": noted("The alert was changed."),
    "Cancel": noted("The alert was lifted."),
}
CAP = {
    "Immediate": noted("Immediate"),
    "Expected": noted("Expected"),
    "Future": noted("Future"),
    "Past": noted("Past"),
    "Observed": noted("Observed"),
    "Likely": noted("Likely"),
    "Possible": noted("Possible"),
    "Unlikely": noted("Unlikely"),
    "Unknown": noted("Unknown"),
}
"""Urgency and certainty of an alert (CAP 1.2, section 3.2.2)."""

_NETWORKS = {"linkedin": "LinkedIn", "mail": noted("E-mail")}
"""Those whose names are not just written with a capital."""


def network_name(network: str) -> str:
    """As people know it; to be said in their language."""
    return _NETWORKS.get(network, network.capitalize())
