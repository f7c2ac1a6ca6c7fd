"""Everything a process is told from outside, read once from the environment.

All state lies below `home`; each path derived from it is a property here, so that no other
module builds one by hand.
"""

from functools import cached_property
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The environment's variables are the field names in capitals behind `CALLFLOOR_`."""

    # An empty variable is none: compose files hand on what was not set as empty.
    model_config = SettingsConfigDict(
        env_prefix="CALLFLOOR_", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    home: Path = Path("data")
    """The one folder of state."""

    host: str = "127.0.0.1"
    """Address the console and the API listen on."""
    port: int = Field(8080, ge=1, le=65535)
    public_url: str | None = None
    """Where browsers reach the console, when a proxy stands in front. https makes cookies secure."""

    database_url: SecretStr | None = None
    """postgresql://user:password@host:port/name of a server of yours; else the embedded one."""
    postgres_port: int = Field(8432, ge=1, le=65535)

    asterisk_url: str | None = None
    """http://user:password@host:port of an Asterisk of yours; else a private one is started."""
    asterisk_http_port: int = Field(8088, ge=1, le=65535)
    """ARI and the browsers' SIP socket; always on 127.0.0.1, the API passes only `/ws` on."""
    sip_host: str = "127.0.0.1"
    """Address Asterisk listens on for SIP phones and trunks."""
    sip_port: int = Field(5060, ge=1, le=65535)
    rtp_port_first: int = Field(10000, ge=1024, le=65000)
    rtp_port_last: int = Field(19999, ge=1024, le=65535)
    sip_external_address: str | None = None
    """The public address, when Asterisk stands behind NAT."""

    calls_max: int = Field(1000, ge=1)
    """Admission limit: live customer calls at once; one more is refused with 503 and journalled."""
    calls_per_second_max: int = Field(120, ge=1)

    private_hosts: str = ""
    """Hosts of your own network that flows may ask, `crm.local,10.0.0.5`; all others must be public."""

    smtp_url: SecretStr | None = None
    """smtp://user:password@host:587 (STARTTLS where it is offered) or smtps://…:465; else no e-mail."""
    smtp_from: str = "callfloor@localhost"
    """Whom e-mails come from."""

    s3_bucket: str | None = None
    """A bucket of an S3 service where sealed recordings go; else they stay on this disk."""
    s3_endpoint: str | None = None
    """https://host of the service, where it is not AWS."""
    s3_region: str = "us-east-1"
    s3_prefix: str = ""
    """What every object's name begins with, before the company."""
    s3_access_key_id: SecretStr | None = None
    """With the secret; neither set: as the machine itself may, by its AWS variables or its role."""
    s3_secret_access_key: SecretStr | None = None

    floor_url: str | None = None
    """http://host:port of the floor when it runs elsewhere; else a unix socket below `home`."""

    demo_weeks: int = Field(4, ge=0, le=52)
    """How much past the demo centre gets when it is seeded; 0 for none."""

    log_format: str = Field("text", pattern="^(text|json)$")
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    @property
    def private_host_names(self) -> frozenset[str]:
        return frozenset(filter(None, map(str.strip, self.private_hosts.split(","))))

    @cached_property
    def root(self) -> Path:
        return self.home.expanduser().resolve()

    @property
    def run_folder(self) -> Path:
        """Sockets and process ids."""
        return self.root / "run"

    @property
    def log_folder(self) -> Path:
        return self.root / "log"

    @property
    def secrets_folder(self) -> Path:
        """Generated secrets, each a file readable by the owner only."""
        return self.root / "secrets"

    @property
    def postgres_folder(self) -> Path:
        return self.root / "postgres"

    @property
    def asterisk_folder(self) -> Path:
        """Configuration, spool and astdb of the private Asterisk."""
        return self.root / "asterisk"

    @property
    def music_folder(self) -> Path:
        """A folder of WAV files for each class of waiting music that a queue may name."""
        return self.root / "music"

    @property
    def prompts_folder(self) -> Path:
        """Rendered and uploaded prompts, readable by Asterisk."""
        return self.root / "prompts"

    @property
    def raw_recordings_folder(self) -> Path:
        """Where Asterisk writes the two legs of a running call, until they are sealed."""
        return self.root / "recordings" / "raw"

    @property
    def recordings_folder(self) -> Path:
        """Sealed (stereo, encrypted) recordings."""
        return self.root / "recordings" / "sealed"

    @property
    def captures_folder(self) -> Path:
        """Encrypted pieces of screens, until the call is over and they are one recording."""
        return self.root / "recordings" / "screens"

    @property
    def facts_folder(self) -> Path:
        """Flat tables for large reports, a folder for each company; made anew from the database."""
        return self.root / "facts"

    @property
    def spool_folder(self) -> Path:
        """Facts that are durable here before PostgreSQL has them."""
        return self.root / "spool"

    @property
    def floor_socket(self) -> Path:
        return self.run_folder / "floor.sock"
