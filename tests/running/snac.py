"""snac (2.75 from Debian), which speaks Mastodon's language, and what is posted there."""

from __future__ import annotations

import functools
import html
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import regex
from builders import need
from running.program import Program, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

NOWHERE = "http://127.0.0.1:9"
"""Where a request to another machine goes: it is refused at once."""
SCOPES = "read write"
HERE = "urn:ietf:wg:oauth:2.0:oob"
"""The code is shown instead of sent to an address (RFC 6749 leaves that to servers)."""


@dataclass(frozen=True)
class SnacAccount:
    """One account of a server."""

    address: str
    handle: str
    token: str

    def client(self) -> httpx.Client:
        """With the account's token; see `SnacServer` for why it keeps no connection."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.Client(base_url=self.address, headers=headers, limits=ONCE, trust_env=False)

    def posts(self) -> list[dict[str, Any]]:
        """Each post as Mastodon's API tells it, with media attachments; the newest last.

        They are read from the home timeline, which has all the account said, replies too: the account's own list ends
        after 256 posts. `text` is what was sent, letter by letter.
        """
        return list(self._newest_first())[::-1]

    def _newest_first(self) -> Iterator[dict[str, Any]]:
        options: dict[str, Any] = {"limit": 40}
        with self.client() as client:
            while page := client.get("/api/v1/timelines/home", params=options).raise_for_status().json():
                yield from page
                options["max_id"] = page[-1]["id"]

    def language(self, status: dict[str, Any]) -> str:
        """What a post was sent as; the API says `en` of each. Nothing where it was not one of two letters."""
        headers = {"Accept": "application/activity+json"}
        note = httpx.get(status["uri"], headers=headers, trust_env=False).raise_for_status().json()
        return next(iter(note.get("contentMap", {})), "")


ONCE = httpx.Limits(max_keepalive_connections=0)


class SnacServer:
    """A server on a free port of this machine, with one account, whose data are in `folder`. It asks nobody else.

    What it does (2.75, read in its source and measured), where that is not what Mastodon does:

    - **Connections**: it closes each after one answer and does not say so. Who keeps one gets `ReadError`.
    - **POST** `/api/v1/statuses`: any text is taken, empty too, and of any length (it tells 100,000). An unknown
      `in_reply_to_id` makes a post that is no reply, an unknown `media_ids` a picture that is not there.
    - **Idempotency-Key** is ignored: two requests make two posts. `scheduled_at` is heeded.
    - **Ids** are 10 digits and 32 that name the post. The first 10 are the time of a file and change with an edit; both
      ids work. `uri` stays.
    - **PUT** replaces the text alone (`edited_at` is set), neither `spoiler_text` nor media; its hashtags are no links.
    - **DELETE** is answered 404, and the post stays. Only its web pages delete.
    - **spoiler_text** is kept, and makes a post `sensitive`; `sensitive` alone does nothing.
    - **language** of two letters is kept for other servers, `es-MX` is not; the API says `en` of every post.
    - **created_at** is UTC in whole seconds, cut and not rounded: `2026-11-29T06:00:56.000Z`.
    - **GET** `/api/v1/accounts/<id>/statuses` gives the newest 256 at once, whatever `limit` and `max_id` say.
      `/api/v1/timelines/home` heeds both.
    - **Media**: `POST /api/v1/media` and `/api/v2/media` answer 200 at once, `GET /api/v1/media/<id>` 404. An id is
      made of the name of the file alone: a second `card.png` of an account replaces the first in every post.
      `description` is kept with the post as it was when that was sent; `PUT /api/v1/media/<id>` changes later ones.
    - **Mark-up** of `content`: a line ends with `<br>`, a link is `<a href=… target="_blank">`, a hashtag a link too,
      `#` and `@` within addresses become `&#35;` and `&#64;`. `&`, `<` and `>` stay as they are: what is cut
      from any `<` to the next `>` is more than tags. Letters and digits are lost where it reads more into them: `8-o`,
      `<3`, `B-)`, `X-D` and `:beer:` become signs, so that «an 8-ounce glass» is not found again; an address that ends
      in `.png` or `.jpg` becomes an attachment; of `[label](address)` the label stays; `> ` and `# ` begin a quotation
      or a title; what looks like a tag is one. `text` has all of it as it was sent, in lists too.
    - `/api/v2/instance` is 404; there is no `Date` in answers. A mention (`@name@server`) asks that server.
    """

    def __init__(self, folder: Path) -> None:
        self._program = need(shutil.which("snac"), "snac is not installed: make .venv/.servers, as root on Debian")
        self._data = folder / "data"
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self._host = f"127.0.0.1:{port}"
        self._run("init", stdin=f"127.0.0.1\n{port}\n{self._host}\n\n\n")
        settings = self._data / "server.json"
        changed = {"protocol": "http", "disable_inbox_collection": True, "disable_email_notifications": True}
        settings.write_text(json.dumps({**json.loads(settings.read_text()), **changed}))
        proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), NOWHERE)
        options = {"env": {**os.environ, **proxies, "no_proxy": ""}}
        command = [self._program, "httpd", str(self._data)]
        self._server = Program(command, "httpd start", folder / "snac.log", options=options)

    @functools.cached_property
    def main(self) -> SnacAccount:
        """The account that it begins with."""
        return self.account("town")

    @property
    def handle(self) -> str:
        """Of the account that it begins with."""
        return self.main.handle

    @property
    def token(self) -> str:
        """Of the account that it begins with; it may read and write."""
        return self.main.token

    def start(self) -> None:
        """Start it, where it does not run."""
        self._server.start()

    def kill(self) -> None:
        """Kill it at once."""
        self._server.kill()
        Path(f"/dev/shm/sem.job_{self._server.pid}").unlink(missing_ok=True)  # noqa: S108 - where snac leaves it

    def stop(self) -> None:
        """End it."""
        self._server.stop()

    def account(self, name: str) -> SnacAccount:
        """A new account, with nothing posted, and a token for it as apps ask for one; `name` is letters and digits."""
        password = self._run("adduser", name).split("User password is ")[1].split()[0]
        with httpx.Client(base_url=self.address, limits=ONCE, trust_env=False) as client:
            made = {"client_name": "Daylight", "redirect_uris": HERE, "scopes": SCOPES}
            app = client.post("/api/v1/apps", json=made).raise_for_status().json()
            asked = {"client_id": app["client_id"], "redirect_uri": HERE, "response_type": "code", "scope": SCOPES}
            client.get("/oauth/authorize", params=asked).raise_for_status()
            login = {"login": name, "passwd": password, "redir": HERE, "cid": app["client_id"], "state": ""}
            code = client.post("/oauth/x-snac-login", data=login).raise_for_status().text.strip()
            wanted = {
                "grant_type": "authorization_code",
                "code": code,
                "client_id": app["client_id"],
                "client_secret": app["client_secret"],
                "redirect_uri": HERE,
                "scope": SCOPES,
            }
            token = client.post("/oauth/token", data=wanted).raise_for_status().json()["access_token"]
        return SnacAccount(self.address, f"@{name}@{self._host}", token)

    def _run(self, command: str, *more: str, stdin: str = "") -> str:
        return subprocess.run(
            [self._program, command, str(self._data), *more], input=stdin, capture_output=True, text=True, check=True
        ).stdout


def letters(marked_up: str) -> str:
    """The letters and digits of a content or of a text: the same of both, but for what `SnacServer` says."""
    return "".join(regex.findall(r"[\p{L}\p{M}\p{N}]+", html.unescape(regex.sub(r"</?[a-z][^<>]*>", "", marked_up))))
