# Makes the Python environment of this project; read by ./run and ./test, not started by itself.
#
# Needs Python 3.11 or newer and nothing else: neither pip nor venv nor ensurepip nor root.
# Everything comes by lock file and hash. What is already as the lock says is left alone.

cd "$(dirname "${BASH_SOURCE[0]}")/../../.." || exit 3
TOOLS="${CALLFLOOR_TOOLS:-$PWD/.tools}"
LOCKS="src/callfloor/machine"
STAMP=".venv/callfloor.stamp"

# Compiling all modules anew takes each process seconds. Where none may be written beside the
# sources, they are kept with the environment.
if [ -n "${PYTHONDONTWRITEBYTECODE:-}" ]; then
  unset PYTHONDONTWRITEBYTECODE
  export PYTHONPYCACHEPREFIX="${PYTHONPYCACHEPREFIX:-$PWD/.venv/bytecode}"
fi

# One sentence to the person, and the exit code that means "the machine lacks something".
give_up() {
  printf '%s\n' "$*" >&2
  exit 3
}

say() { printf '%s\n' "$*" >&2; }

find_python() {
  local name
  for name in "${CALLFLOOR_PYTHON:-}" python3 python3.13 python3.12 python3.14 python3.11 /usr/bin/python3; do
    [ -n "$name" ] || continue
    if PYTHON="$("$name" -c 'import sys; sys.version_info >= (3, 11) and print(sys.executable)' 2>/dev/null)" &&
      [ -n "$PYTHON" ]; then
      return
    fi
  done
  give_up "Python 3.11 or newer is needed and was not found. Install it, or name one in CALLFLOOR_PYTHON."
}

# pip as a command: Python's own, else the wheel that the distribution carries for ensurepip,
# fetched from the machine's own package sources without touching the system.
find_pip() {
  if "$PYTHON" -m pip --version >/dev/null 2>&1; then
    PIP=("$PYTHON" -m pip)
    return
  fi
  local wheel="$TOOLS/pip/usr/share/python-wheels"
  if ! compgen -G "$wheel/pip-*.whl" >/dev/null; then
    fetch_pip_wheel || give_up "This Python has no pip, and it could not be fetched from the machine's package sources. Install it (apt-get install python3-pip) and start again."
  fi
  PIP=("$PYTHON" "$(compgen -G "$wheel/pip-*.whl" | head -n 1)/pip")
}

fetch_pip_wheel() {
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
  say "This Python has no pip: fetching one from the machine's package sources ..."
  local apt="$TOOLS/pip/apt"
  mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" && touch "$apt/status" || return 1
  local options=(-qq -o "Dir::State=$apt/state" -o "Dir::Cache=$apt/cache" -o "Dir::State::status=$apt/status"
    -o APT::Sandbox::User= -o Acquire::Languages=none -o Acquire::Retries=3)
  apt-get "${options[@]}" update >&2 || return 1
  (cd "$apt" && apt-get "${options[@]}" download python3-pip-whl >&2 && dpkg-deb --extract python3-pip-whl*.deb "$TOOLS/pip") || return 1
  rm -rf "$apt"
}

find_uv() {
  UV="$TOOLS/uv/bin/uv"
  local wanted
  wanted="$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' "$LOCKS/uv.requirements.txt")"
  [ "$("$UV" --version 2>/dev/null | cut -d ' ' -f 2)" = "$wanted" ] && return
  find_pip
  say "Fetching uv $wanted ..."
  rm -rf "$TOOLS/uv"
  "${PIP[@]}" install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --require-hashes --target "$TOOLS/uv" \
    -r "$LOCKS/uv.requirements.txt" >&2 || give_up "uv could not be fetched. Check the network and pip's settings, then start again."
}

# A company's own certificate authority, known to the system, counts for uv too.
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"

# uv does not read pip's settings; the index that this machine is set to is handed on.
adopt_index() {
  [ -n "${UV_DEFAULT_INDEX:-}" ] && return
  local index="${PIP_INDEX_URL:-}"
  if [ -z "$index" ] && "$PYTHON" -m pip --version >/dev/null 2>&1; then
    index="$("$PYTHON" -m pip config get global.index-url 2>/dev/null || true)"
  fi
  [ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
}

sum_of() { sha256sum "$1" | cut -d ' ' -f 1; }

# make_environment run|dev: the second holds the first, and is never taken back by it.
make_environment() {
  local kind="$1" lock="requirements.lock" wanted
  if [ "$kind" = run ] && grep -qs '^dev ' "$STAMP"; then kind=dev; fi
  [ "$kind" = run ] || lock="requirements-dev.lock"
  wanted="$kind $(sum_of "$lock") $PWD"
  [ "$(cat "$STAMP" 2>/dev/null)" = "$wanted" ] && [ -x .venv/bin/callfloor ] && return
  { mkdir -p "$TOOLS" && [ -w . ] && [ -w "$TOOLS" ]; } 2>/dev/null ||
    give_up "$PWD may not be written by $(id -un). Change its owner, or clone the project into a folder of yours."
  (
    exec 9>"$TOOLS/environment.lock"
    flock 9
    find_python
    find_uv
    adopt_index
    say "Installing Python packages by $lock ..."
    export UV_PYTHON_DOWNLOADS=never
    # A folder that was moved has launchers that point to the old place.
    if [ -e "$STAMP" ] && ! grep -qsF " $PWD" "$STAMP"; then rm -rf .venv; fi
    if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      rm -rf .venv
      "$UV" venv --quiet --python "$PYTHON" --prompt callfloor .venv >&2 || exit 3
    fi
    "$UV" pip sync --quiet --python .venv/bin/python --require-hashes "$lock" >&2 ||
      give_up "The Python packages could not be installed. Check the network and the disk, then start again."
    link_source
    printf '%s\n' "$wanted" >"$STAMP"
  ) || exit 3
}

# The package runs from the source folder. A path file and a launcher do what an editable
# install does, without fetching a build tool that no lock names.
link_source() {
  local packages
  packages="$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
  printf '%s\n' "$PWD/src" >"$packages/callfloor.pth"
  cat >.venv/bin/callfloor <<LAUNCHER
#!/bin/sh
'''exec' "$PWD/.venv/bin/python" "\$0" "\$@"
' '''
# Starts Callfloor's command line from the source folder. The two lines above let the path hold spaces.
import sys

from callfloor.cli import main

sys.exit(main())
LAUNCHER
  chmod 755 .venv/bin/callfloor
}
