#!/bin/bash
# ship.sh MSG : commit clone changes, rebase on main, apply to /work/main
set -e
cd /work/tmp/pg
npx biome check --write $(git diff --name-only; git ls-files -o --exclude-standard) 2>&1 | tail -5
git add -A . && git commit -qm "$1" || true
git fetch -q && git rebase -q origin/main
npx tsc -p tsconfig.json 2>&1 | grep -v "^ " | head -10
git diff --binary origin/main..perf > /tmp/ship.patch
F=$(git diff --name-only origin/main..perf)
cd /work/main
[ "$(git rev-parse HEAD)" = "$(git -C /work/tmp/pg rev-parse origin/main)" ] || echo "main moved"
D=$(git status --short -- $F); if [ -n "$D" ]; then echo "dirty: $D"; fi
git apply --index /tmp/ship.patch 2>/tmp/ap.err || { cat /tmp/ap.err; exit 1; }
git commit -q -m "$1" -- $F && git log --oneline | head -1
cd /work/tmp/pg && git fetch -q && git reset -q --hard origin/main
