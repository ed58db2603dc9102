"""What is published keeps to the official schemas of its standards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared


def test_json_feeds_keep_to_the_schema(example: Path, shared: Path) -> None:
    schema = json.loads((shared / "conformance/jsonfeed-1.1/schema-v1.1.json").read_text())
    validator = jsonschema.validators.validator_for(schema)(schema)
    files = sorted((example / "site").rglob("feed.json"))
    assert len(files) > 50
    for file in files:
        assert [error.message for error in validator.iter_errors(json.loads(file.read_text()))] == [], file


def test_messages_of_alerts_keep_to_cap(example: Path, shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "conformance/cap-1.2/cap12.xsd"))
    files = sorted((example / "site/announcements").rglob("cap/*.xml"))
    assert len(files) >= 5
    for file in files:
        schema.assertValid(etree.parse(file))
