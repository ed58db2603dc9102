"""What protected accounts say is signed by an approver, as is what nothing that is published stands behind."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from builders import a_site, an_announcement, commit, daylight, need, write

if TYPE_CHECKING:
    from collections.abc import Iterator

MAYOR = "mastodon:@mayor@social.example"
TOWN = "mastodon:@town@social.example"


class Office:
    """A site with a protected account, and the keys of those who work there."""

    def __init__(self, folder: Path) -> None:
        need(shutil.which("ssh-keygen"), "There is no ssh-keygen: apt-get install openssh-client")
        self.keys = {name: folder / name for name in ("ana", "ben", "eve")}
        for name, file in self.keys.items():
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", f"{name}@test.example", "-f", str(file)],
                check=True,
            )
        self.site = a_site(
            folder / "site",
            accounts=[
                {"network": "mastodon", "handle": "@town@social.example"},
                {"network": "mastodon", "handle": "@mayor@social.example", "protected": True},
            ],
            approvers=[
                {"name": "Ana", "key": self.public("ana")},
                {"name": "Ben", "key": self.public("ben"), "accounts": [TOWN]},
            ],
        )
        assert daylight(self.site, "build").exit_code == 0
        an_announcement(self.site)
        assert daylight(self.site, "build").exit_code == 0
        (self.file,) = (self.site / "content/outbox/2026").glob("*.yaml")

    def public(self, name: str) -> str:
        return self.keys[name].with_suffix(".pub").read_text().strip()

    def approve(self, name: str) -> Any:
        return daylight(self.site, "queue", "approve", self.file.stem, "--key", str(self.keys[name]))

    def rewrite(self, **changes: Any) -> None:
        value = yaml.safe_load(self.file.read_text())
        self.file.write_text(yaml.safe_dump(value | changes, sort_keys=False))

    def without_pictures(self) -> None:
        value = yaml.safe_load(self.file.read_text())
        posts = [{key: each for key, each in post.items() if key != "media"} for post in value["posts"]]
        self.rewrite(posts=posts)

    def merged(self) -> Any:
        """What delivery says when all is committed, and is what the server has."""
        server = self.site.parent / "server.git"
        git = ["git", "-C", str(self.site)]
        if not server.exists():
            subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(server)], check=True)
            commit(self.site)
            subprocess.run([*git, "remote", "add", "origin", str(server)], check=True)
        commit(self.site)
        subprocess.run([*git, "push", "-q", "origin", "HEAD:main"], check=True)
        return daylight(self.site, "deliver")

    def told(self) -> list[str]:
        """What a check says of the outbox, without the path."""
        lines = daylight(self.site, "check").output.splitlines()
        return [line.partition(f"{self.file.name}:")[2] for line in lines if "content/outbox" in line]

    def rehearsed(self) -> dict[str, str]:
        lines = daylight(self.site, "deliver", "--rehearse").output.splitlines()
        return {line.split()[0]: line.partition(" ")[2] for line in lines if line.startswith("mastodon:")}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_what_a_protected_account_says_waits_for_an_approver_and_the_rest_does_not(office: Office) -> None:
    why = f"{MAYOR} is protected, and no approver has signed it"
    command = f"daylight queue approve {office.file.stem}"
    assert office.told() == [
        f"19: Warning: The post is not sent: {why}. An approver runs `{command}` and commits the signature."
    ]
    assert daylight(office.site, "check").exit_code == 0
    assert office.rehearsed() == {TOWN: "would be sent now", MAYOR: f"is not sent: {why}"}
    approved = office.approve("ana")
    assert approved.exit_code == 0, approved.output
    assert f"is approved by Ana. Commit it with {office.file.name}.sig." in approved.output
    assert office.told() == []
    assert office.rehearsed() == {TOWN: "would be sent now", MAYOR: "would be sent now"}


def test_other_words_want_another_signature(office: Office) -> None:
    office.approve("ana")
    office.rewrite(version="2")
    (told,) = office.told()
    assert "its signature is by no approver, or of other words than it has now" in told
    assert office.rehearsed()[MAYOR].startswith("is not sent")
    assert office.approve("ana").exit_code == 0
    assert office.told() == []


def test_what_is_held_and_released_is_still_approved(office: Office) -> None:
    office.approve("ana")
    daylight(office.site, "queue", "hold", office.file.stem)
    daylight(office.site, "queue", "release", office.file.stem)
    assert office.told() == []


def test_an_approver_of_other_accounts_is_none_here(office: Office) -> None:
    assert office.approve("ben").exit_code == 0
    (told,) = office.told()
    assert f"and Ben may not approve {MAYOR}" in told


def test_nobody_else_can_approve(office: Office) -> None:
    refused = office.approve("eve")
    assert refused.exit_code == 1
    assert "is the key of no approver: Ana, Ben." in refused.output
    assert not office.file.with_name(f"{office.file.name}.sig").exists()
    signature = office.file.with_name(f"{office.file.name}.sig")
    for purpose, key in (("daylight-outbox", "eve"), ("git", "ana")):
        command = ["ssh-keygen", "-q", "-Y", "sign", "-n", purpose, "-f", str(office.keys[key]), str(office.file)]
        subprocess.run(command, check=True, capture_output=True)
        assert office.rehearsed()[MAYOR].startswith("is not sent")
        signature.unlink()
    signature.write_bytes(b"\xff" * 100)
    assert office.rehearsed()[MAYOR].startswith("is not sent")


def test_a_post_about_nothing_that_is_published_is_never_sent_without_a_signature(office: Office) -> None:
    office.without_pictures()
    invented = {"publication": "site", "includes": ["no/such@1"]}
    for changes in ({"publication": "", "version": ""}, {"publication": "site"}, {"publication": "x/y"}, invented):
        office.rewrite(**changes, link="https://test.example/about/")
        told = office.told()
        assert len(told) == 2
        assert all("nothing that is published is behind it, and no approver has signed it" in each for each in told)
        assert daylight(office.site, "check").exit_code == 1
        assert all(each.startswith("is not sent") for each in office.rehearsed().values())
    office.rewrite(publication="", includes=[])
    office.approve("ana")
    assert office.told() == []


REMOVED = "was removed from the outbox before: what was signed of it then does not count again."


@pytest.mark.parametrize(
    "how", ["again", "while it is held", "the other way round", "in another folder", "behind others"]
)
def test_what_was_signed_and_cancelled_does_not_come_back_with_its_signature(office: Office, how: str) -> None:
    office.approve("ana")
    assert "2 posts: 2 due." in office.merged().output
    beside = office.file.with_name(f"{office.file.name}.sig")
    kept = {each: each.read_bytes() for each in (office.file, beside)}
    git = ["git", "-C", str(office.site)]
    if how == "while it is held":
        daylight(office.site, "queue", "hold", office.file.stem)
        office.merged()
    if how == "behind others":  # that look as if they were the file, and are never read
        write(office.site, f"content/outbox/2025/deeper/{office.file.name}", "")
        (office.site / "content/outbox/2025" / office.file.name).symlink_to(office.file)
        office.merged()
    subprocess.run([*git, "branch", "-q", "before"], check=True)
    daylight(office.site, "queue", "cancel", office.file.stem)
    assert "There are no posts." in office.merged().output
    if how == "the other way round":  # so that the first parents of what is merged have never lost it
        subprocess.run([*git, "branch", "-q", "after"], check=True)
        subprocess.run([*git, "reset", "-q", "--hard", "before"], check=True)
        subprocess.run([*git, "merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "after"], check=True)
    folder = office.file.parent if how != "in another folder" else office.site / "content/outbox/2027"
    folder.mkdir(exist_ok=True)
    for file, content in kept.items():
        (folder / file.name).write_bytes(content)
    back = office.merged()
    assert back.exit_code == 7
    assert back.output.count(f"{office.file.stem} {REMOVED}") == 2
    assert f"{office.file.stem} {REMOVED} Give the file another id, and have it signed again." in back.output
    assert all(REMOVED in each for each in office.rehearsed().values())
    assert REMOVED in daylight(office.site, "check").output
    for name in kept:
        (folder / name.name).unlink()
    office.file = folder / "2026-again.yaml"
    office.file.write_bytes(kept[beside.with_suffix("")].replace(beside.name[:-9].encode(), b"2026-again"))
    assert office.approve("ana").exit_code == 0
    assert "2 posts: 2 due." in office.merged().output


def test_what_wants_no_signature_may_come_back(office: Office) -> None:
    value = yaml.safe_load(office.file.read_text())
    office.rewrite(posts=[post for post in value["posts"] if post["to"] == TOWN])
    content = office.file.read_bytes()
    office.merged()
    daylight(office.site, "queue", "cancel", office.file.stem)
    office.merged()
    office.file.write_bytes(content)
    assert "1 posts: 1 due." in office.merged().output


def test_a_file_that_was_moved_is_not_cancelled(office: Office) -> None:
    office.approve("ana")
    office.merged()
    folder = office.site / "content/outbox/2027"
    folder.mkdir()
    for file in (office.file, office.file.with_name(f"{office.file.name}.sig")):
        file.rename(folder / file.name)
    assert "2 posts: 2 due." in office.merged().output
    assert REMOVED not in daylight(office.site, "check").output


def test_where_the_history_is_not_here_nothing_signed_is_sent(office: Office, tmp_path: Path) -> None:
    office.approve("ana")
    office.merged()
    office.merged()
    shallow = tmp_path / "shallow"
    server = f"file://{tmp_path}/server.git"
    subprocess.run(["git", "clone", "-q", "--depth=1", server, str(shallow)], check=True)
    told = daylight(shallow, "deliver")
    assert told.exit_code == 7
    assert "Not all of the history is here, which tells what was cancelled after it was signed." in told.output
    assert "Run `git fetch --unshallow`; in GitHub Actions, check out with `fetch-depth: 0`." in told.output
    assert "history" not in daylight(shallow, "deliver", "--rehearse").output


@pytest.mark.parametrize("changes", [{"publication": "x/y"}, {"publication": "site", "includes": ["no/such@1"]}])
def test_what_is_invented_is_not_sent_though_it_was_merged(office: Office, changes: dict[str, Any]) -> None:
    office.without_pictures()
    office.rewrite(**changes, link="https://test.example/about/")
    told = office.merged()
    assert told.exit_code == 7
    assert told.output.count("nothing that is published is behind it, and no approver has signed it") == 2
    retraction = {"id": "2026-03-02-gone", "retracts": office.file.stem}
    value = yaml.safe_load(office.file.read_text()) | retraction | {"publication": "announcement/pump-repair"}
    write(office.site, "content/outbox/2026/2026-03-02-gone.yaml", yaml.safe_dump(value))
    assert "It is about another publication than" in office.merged().output


def test_what_git_does_not_have_is_not_sent(office: Office, tmp_path: Path) -> None:
    words = office.file.read_text()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "zz.yaml").write_text(words.replace(office.file.stem, "zz"))
    (office.site / "content/outbox/2027").symlink_to(elsewhere)
    write(office.site, "content/outbox/.gitignore", "*-ignored.yaml\n")
    write(office.site, "content/outbox/2026/2026-ignored.yaml", words.replace(office.file.stem, "2026-ignored"))
    write(office.site, "content/outbox/2026/folder.yaml/.keep", "")
    told = office.merged()
    assert told.output.endswith("2 posts: 2 due.\n"), told.output
    settings = office.site / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("protected: true", "protected: false"))
    assert "Not committed: mkdocs.yml" in daylight(office.site, "deliver").output


def test_what_is_merged_goes_out_and_not_what_was(office: Office) -> None:
    office.merged()
    git = ["git", "-C", str(office.site)]
    daylight(office.site, "queue", "hold", office.file.stem)
    office.merged()
    subprocess.run([*git, "checkout", "-q", "HEAD~1"], check=True)
    assert "hold" not in office.file.read_text()
    assert "Not committed" not in daylight(office.site, "deliver").output
    assert "2 posts: 2 held." in daylight(office.site, "deliver").output


def test_approvers_of_different_accounts_sign_beside_each_other(office: Office) -> None:
    settings = office.site / "mkdocs.yml"
    value = yaml.safe_load(settings.read_text())
    own = value["extra"]["daylight"]
    own["accounts"][0]["protected"] = True
    own["approvers"][0]["accounts"] = [MAYOR]
    settings.write_text(yaml.safe_dump(value))
    first = office.approve("ana")
    assert f"{TOWN} still waits for another approver." in first.output
    second = office.approve("ben")
    assert "still waits" not in second.output
    assert office.told() == []
    assert "still waits" not in office.approve("ana").output
    assert office.told() == []


def test_ends_of_lines_do_not_matter_and_links_are_not_followed(office: Office, tmp_path: Path) -> None:
    office.file.write_bytes(office.file.read_bytes().replace(b"\n", b"\r\n"))
    victim = write(tmp_path, "victim", "untouched")
    signature = office.file.with_name(f"{office.file.name}.sig")
    signature.symlink_to(victim)
    assert office.approve("ana").exit_code == 0
    assert victim.read_text() == "untouched"
    assert not signature.is_symlink()
    daylight(office.site, "queue", "hold", office.file.stem)
    daylight(office.site, "queue", "release", office.file.stem)
    assert office.told() == []
    office.file.write_bytes(office.file.read_bytes().replace(b"\r\n", b"\n"))
    assert office.told() == []
    office.file.unlink()
    office.file.symlink_to(victim)
    assert daylight(office.site, "queue", "hold", office.file.stem).exit_code == 1
    assert victim.read_text() == "untouched"


def test_delivery_asks_again_whoever_merged_it(office: Office, tmp_path: Path) -> None:
    server = tmp_path / "server.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(server)], check=True)
    office.without_pictures()
    office.rewrite(publication="", version="", link="https://test.example/about/")
    commit(office.site)
    git = ["git", "-C", str(office.site)]
    subprocess.run([*git, "remote", "add", "origin", str(server)], check=True)
    subprocess.run([*git, "push", "-q", "origin", "HEAD:main"], check=True)
    sent = daylight(office.site, "deliver")
    assert sent.exit_code == 7
    assert sent.output.count("nothing that is published is behind it, and no approver has signed it") == 2
    office.rewrite(publication="announcement/pump-repair", link="https://test.example/announcements/pump-repair/")
    write(office.site, f"content/outbox/2025/{office.file.name}", office.file.read_text())
    commit(office.site)
    subprocess.run([*git, "push", "-q", "origin", "HEAD:main"], check=True)
    twice = daylight(office.site, "deliver")
    assert twice.exit_code == 1
    assert f"The id {office.file.stem} is that of content/outbox/2025/{office.file.name}, too." in twice.output
    (office.site / f"content/outbox/2025/{office.file.name}").unlink()
    commit(office.site)
    subprocess.run([*git, "push", "-q", "origin", "HEAD:main"], check=True)
    waits = daylight(office.site, "deliver")
    assert waits.exit_code == 0, "to wait for an approver is no trouble"
    assert f"{MAYOR} is protected, and no approver has signed it" in waits.output


def test_a_link_to_a_page_of_something_else_says_nothing_of_it(office: Office) -> None:
    office.rewrite(link="https://test.example/announcements/another/")
    assert any(
        each.endswith(
            "is not the page of announcement/pump-repair. Write https://test.example/announcements/pump-repair/"
        )
        for each in office.told()
    )


def test_addresses_that_are_allowed_may_be_linked(office: Office) -> None:
    settings = office.site / "mkdocs.yml"
    value = yaml.safe_load(settings.read_text())
    office.approve("ana")
    text = office.file.read_text().replace("Water runs again.", "See https://council.example/agenda")
    office.file.write_text(text)
    office.approve("ana")
    assert all("leads away from this site, to https://council.example/agenda" in each for each in office.told())
    assert len(office.told()) == 2
    value["extra"]["daylight"]["post_links"] = ["https://Council.example/"]
    settings.write_text(yaml.safe_dump(value))
    assert office.told() == []
    value["extra"]["daylight"] |= {
        "post_links": ["http://council.example"],
        "approvers": [{"name": "Eve", "key": "me"}],
    }
    settings.write_text(yaml.safe_dump(value))
    wrong = daylight(office.site, "check").output
    assert "`post_links` cannot be 'http://council.example'. Begin it with https:// and end it with a slash." in wrong
    assert (
        "`key` of Eve is no public key of OpenSSH. Write what stands in a file such as ~/.ssh/id_ed25519.pub." in wrong
    )


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An agent of OpenSSH that holds no key yet."""
    with TemporaryDirectory() as folder:  # pytest's own are too long for the name of a socket
        address = f"{folder}/agent"
        with subprocess.Popen(["ssh-agent", "-D", "-a", address], stdout=subprocess.DEVNULL) as running:
            while not Path(address).exists():
                time.sleep(0.01)
            monkeypatch.setenv("SSH_AUTH_SOCK", address)
            yield
            running.terminate()


@pytest.mark.usefixtures("agent")
@pytest.mark.parametrize("prefix", ["key::", ""])
def test_a_public_key_in_gits_settings_signs_through_an_agent(office: Office, prefix: str) -> None:
    subprocess.run(["git", "init", "-q", str(office.site)], check=True)
    command = ["git", "-C", str(office.site), "config", "user.signingKey"]
    subprocess.run([*command, prefix + office.public("ana")], check=True)
    approve = ("queue", "approve", office.file.stem)
    nobody = daylight(office.site, *approve)
    assert nobody.exit_code == 1
    assert nobody.output.endswith(
        "Git's `user.signingKey` is a public key, and no agent signed with its private half. Run `ssh-add` with the"
        " file of the private key, or name that file as `--key`.\n"
    )
    subprocess.run(["ssh-add", "-q", str(office.keys["ana"]), str(office.keys["eve"])], check=True)
    assert "is approved by Ana." in daylight(office.site, *approve).output
    assert office.rehearsed()[MAYOR] == "would be sent now"
    subprocess.run([*command, prefix + office.public("eve")], check=True)
    assert "Git's `user.signingKey` is the key of no approver: Ana, Ben." in daylight(office.site, *approve).output


def test_without_an_ssh_key_the_command_says_what_to_do(office: Office, tmp_path: Path) -> None:
    none = daylight(office.site, "queue", "approve", office.file.stem, "--key", str(tmp_path / "none"))
    assert none.exit_code == 1
    assert "Nothing was signed with" in none.output
    assert "Name a key that can sign, as `--key`." in none.output
