"""What may differ between machines."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import ROOT, read_settings, settings

SECRET = "k3FbX0" * 6


def test_without_any_variable_everything_has_a_value_for_development() -> None:
    read = read_settings({})
    assert (read.is_production, read.host, read.port, read.keep_days) == (False, "127.0.0.1", 5005, 30)
    assert read.data_dir == ROOT / "data"
    assert read.database_url.startswith("sqlite:///")


def test_every_value_can_be_set() -> None:
    read = read_settings(
        {
            "FACHLOTSE_ENV": "production",
            "DATABASE_URL": "postgresql://db/fachlotse",
            "FACHLOTSE_HOST": "0.0.0.0",  # noqa: S104
            "FACHLOTSE_PORT": "8080",
            "FACHLOTSE_DATA": "/srv/data",
            "FACHLOTSE_KEEP_DAYS": "7",
            "FACHLOTSE_LOG": "info",
            "FACHLOTSE_SECRET": SECRET,
            "FACHLOTSE_ORIGINS": "https://a.example/, https://b.example",
            "FACHLOTSE_PUBLIC_URL": "https://lotse.example/",
        }
    )
    assert read.is_production
    assert (read.secret, read.public_url) == (SECRET, "https://lotse.example")
    assert read.origins == ("https://a.example", "https://b.example")
    assert (read.port, read.keep_days, read.log_level) == (8080, 7, "INFO")
    assert read.database_url == "postgresql://db/fachlotse"
    assert read.data_dir == Path("/srv/data")


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "5005x", "5.5", " ", "99999999999999999999"])
def test_bad_port_is_refused_with_the_name_of_the_variable(port: str) -> None:
    with pytest.raises(SettingsError, match="FACHLOTSE_PORT: must be a number from 1 to 65535"):
        read_settings({"FACHLOTSE_PORT": port})


@pytest.mark.parametrize("port", ["1", "65535"])
def test_ports_at_the_edge_are_taken(port: str) -> None:
    assert read_settings({"FACHLOTSE_PORT": port}).port == int(port)


@pytest.mark.parametrize("environment", ["", "prod", "Production"])
def test_unknown_environment_is_refused(environment: str) -> None:
    with pytest.raises(SettingsError, match="FACHLOTSE_ENV"):
        read_settings({"FACHLOTSE_ENV": environment})


@pytest.mark.parametrize("level", ["LOUD", "", "5x"])
def test_unknown_log_level_is_refused(level: str) -> None:
    with pytest.raises(SettingsError, match="FACHLOTSE_LOG"):
        read_settings({"FACHLOTSE_LOG": level})


@pytest.mark.parametrize("secret", ["change-me", "CHANGEME", "secret"])
def test_placeholder_password_of_the_database_is_refused_in_production_and_not_repeated(secret: str) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL") as caught:
        read_settings(
            {"FACHLOTSE_ENV": "production", "DATABASE_URL": f"postgresql://bot:{secret}@db/fachlotse"}
        )
    assert secret not in str(caught.value)


def test_placeholder_password_is_taken_in_development() -> None:
    url = "postgresql://bot:change-me@db/fachlotse"
    assert read_settings({"DATABASE_URL": url}).database_url == url


def test_malformed_database_url_is_refused() -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        read_settings({"DATABASE_URL": "no url"})


@pytest.mark.parametrize("days", ["0", "366", "ten"])
def test_days_to_keep_conversations_are_bounded(days: str) -> None:
    with pytest.raises(SettingsError, match="FACHLOTSE_KEEP_DAYS"):
        read_settings({"FACHLOTSE_KEEP_DAYS": days})


def test_empty_database_url_means_the_file_of_the_project() -> None:
    assert read_settings({"DATABASE_URL": ""}).database_url.startswith("sqlite:///")


def test_tests_use_a_database_of_their_own(own_database: str) -> None:
    assert settings().database_url == own_database
    assert ".local" not in own_database


@pytest.mark.parametrize("secret", ["", "secret", "short", "x" * 31])
def test_production_refuses_to_start_without_a_real_secret(secret: str) -> None:
    with pytest.raises(SettingsError, match="FACHLOTSE_SECRET: set a random text"):
        read_settings({"FACHLOTSE_ENV": "production", "FACHLOTSE_SECRET": secret})


@pytest.mark.parametrize(
    "name", ["FACHLOTSE_ORIGINS", "FACHLOTSE_PUBLIC_URL", "FACHLOTSE_TELEGRAM", "TELEGRAM_API_URL"]
)
@pytest.mark.parametrize("address", ["lotse.example", "ftp://a.example", "https://", "https://a b"])
def test_what_is_no_web_address_is_refused_with_the_name_of_the_variable(name: str, address: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({name: address})


@pytest.mark.parametrize("pace", ["0", "", "-1", "1s", "100", "nan"])
def test_a_pace_that_is_no_number_of_seconds_is_refused(pace: str) -> None:
    with pytest.raises(SettingsError, match="TELEGRAM_PACE"):
        read_settings({"TELEGRAM_PACE": pace})
