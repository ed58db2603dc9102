"""Synapse, Matrix's own server, with an account and rooms; it asks nobody else."""

from __future__ import annotations

import hashlib
import hmac
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx
import yaml
from builders import PROJECT, need
from running.program import Program, free_port

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "registers"  # noqa: S105 - of a server that nobody else reaches


@dataclass(frozen=True)
class Room:
    """One room, and an account in it."""

    address: str
    id: str
    token: str

    def messages(self) -> list[dict[str, Any]]:
        """What was said in it and not taken back, the newest last."""
        found: list[dict[str, Any]] = []
        options: dict[str, Any] = {"dir": "f", "limit": 100}
        headers = {"Authorization": f"Bearer {self.token}"}
        path = f"{self.address}/_matrix/client/v3/rooms/{quote(self.id, safe='')}/messages"
        while True:
            page = httpx.get(path, params=options, headers=headers, trust_env=False).raise_for_status().json()
            found += [each for each in page["chunk"] if each["type"] == "m.room.message" and each["content"]]
            if "end" not in page:
                return found
            options["from"] = page["end"]


class SynapseServer:
    """A server on a free port of this machine, whose data are in `folder`.

    Args:
        folder: Where its data are.
    """

    def __init__(self, folder: Path) -> None:
        python = PROJECT / ".venv/synapse/bin/python"
        need(python if python.exists() else None, "Synapse is not installed: make .venv/.servers")
        port = free_port()
        settings = {
            "server_name": "town.example",
            "pid_file": str(folder / "pid"),
            "listeners": [
                {
                    "port": port,
                    "bind_addresses": ["127.0.0.1"],
                    "type": "http",
                    "tls": False,
                    "resources": [{"names": ["client"], "compress": False}],
                }
            ],
            "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
            "media_store_path": str(folder / "media"),
            "signing_key_path": str(folder / "signing.key"),
            "registration_shared_secret": SECRET,
            "macaroon_secret_key": SECRET,
            "report_stats": False,
            "trusted_key_servers": [],
            "suppress_key_server_warning": True,
            "rc_message": {"per_second": 1000, "burst_count": 1000},
        }
        file = folder / "homeserver.yaml"
        file.write_text(yaml.safe_dump(settings))
        command = [str(python), "-m", "synapse.app.homeserver", "-c", str(file)]
        subprocess.run([*command, "--generate-keys"], check=True, capture_output=True, cwd=folder)
        self.address = f"http://127.0.0.1:{port}"
        self._server = Program(command, "Synapse now listening on TCP port", folder / "log", options={"cwd": folder})
        self._token = ""

    def start(self) -> None:
        """Start it, where it does not run."""
        self._server.start()

    def kill(self) -> None:
        """Kill it at once."""
        self._server.kill()

    def stop(self) -> None:
        """End it."""
        self._server.stop()

    def room(self) -> Room:
        """A new one, of the account `@records:town.example`."""
        self._token = self._token or self._register()
        headers = {"Authorization": f"Bearer {self._token}"}
        body = {"preset": "public_chat"}
        address = f"{self.address}/_matrix/client/v3/createRoom"
        made = httpx.post(address, json=body, headers=headers, trust_env=False).raise_for_status().json()
        return Room(address=self.address, id=made["room_id"], token=self._token)

    def _register(self) -> str:
        """As Synapse's `register_new_matrix_user` does."""
        address = f"{self.address}/_synapse/admin/v1/register"
        nonce = httpx.get(address, trust_env=False).raise_for_status().json()["nonce"]
        said = f"{nonce}\x00records\x00password\x00notadmin".encode()
        body = {
            "nonce": nonce,
            "username": "records",
            "password": "password",
            "admin": False,
            "mac": hmac.new(SECRET.encode(), said, hashlib.sha1).hexdigest(),
        }
        return str(httpx.post(address, json=body, trust_env=False).raise_for_status().json()["access_token"])
