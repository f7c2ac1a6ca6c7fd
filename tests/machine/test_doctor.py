"""What `doctor` says of the waiting music."""

from pathlib import Path

from callfloor.kit.settings import Settings
from callfloor.machine.doctor import music


def test_classes_are_named_and_an_empty_one_is_told(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert (music(settings).state, music(settings).detail) == ("ok", "default")
    for name in ("calm", "Not a class", "default"):
        (settings.music_folder / name).mkdir(parents=True)
    told = music(settings)
    assert (told.state, told.detail) == ("warn", "default, calm")
    assert str(settings.music_folder / "calm") in told.advice
    (settings.music_folder / "calm" / "one.wav").write_bytes(b"RIFF")
    assert music(settings).state == "ok"
