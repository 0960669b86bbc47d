# shellcheck shell=bash
# What building, running and testing need of the machine. Sourced by the commands in this folder.

swift_needed=6.3

require_swift() {
    local found
    found=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+(\.[0-9]+)+).*/\1/p')
    if [[ -z $found ]]; then
        echo "Swift $swift_needed or later is needed and 'swift' was not found: see https://www.swift.org/install/linux/" >&2
        exit 1
    fi
    if [[ $(printf '%s\n' "$swift_needed" "$found" | sort --version-sort | head -n 1) != "$swift_needed" ]]; then
        echo "Swift $swift_needed or later is needed; $(command -v swift) is $found." >&2
        exit 1
    fi
}

# Installs those of the named Debian packages that are missing, or says how to and stops.
require_packages() {
    local package missing=()
    if ! command -v dpkg-query >/dev/null; then
        echo "This is not Debian: making do without looking for $*" >&2
        return
    fi
    for package in "$@"; do
        if [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) != installed ]]; then
            missing+=("$package")
        fi
    done
    ((${#missing[@]} > 0)) || return 0

    local install=(apt-get install --yes --no-install-recommends "${missing[@]}")
    local as_root=(env DEBIAN_FRONTEND=noninteractive)
    if ((EUID != 0)); then
        if ! sudo --non-interactive true 2>/dev/null; then
            echo "These Debian packages are missing: ${missing[*]}" >&2
            echo "Install them, then start this command again:" >&2
            echo "    sudo apt-get update && sudo ${install[*]}" >&2
            exit 1
        fi
        as_root=(sudo --non-interactive "${as_root[@]}")
    fi
    echo "Installing ${missing[*]}"
    "${as_root[@]}" apt-get update --quiet=2
    "${as_root[@]}" "${install[@]}" --quiet=2 >/dev/null
}

require_build_packages() {
    require_packages libsqlite3-dev libssl-dev zlib1g-dev libbrotli-dev libqrencode-dev libpng-dev \
        libcurl4-openssl-dev libxlsxwriter-dev libzip-dev libexpat1-dev libcmark-dev
}

# A Python environment in .venv with exactly what Tests/requirements.txt says.
require_python() {
    cmp --silent Tests/requirements.txt .venv/installed.txt && return
    python3 -c 'import ensurepip, venv' 2>/dev/null || require_packages python3 python3-venv || return
    python3 -m venv --clear .venv &&
        .venv/bin/pip install --quiet --disable-pip-version-check --requirement Tests/requirements.txt &&
        cp Tests/requirements.txt .venv/installed.txt
}
