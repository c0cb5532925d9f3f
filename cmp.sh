#!/bin/bash
# rebuild base bundle from merge-base and compare
cd /work/tmp/pgbase && git checkout -q --detach $(git -C /work/tmp/pg merge-base perf origin/main) && H=$(git rev-parse HEAD)
if [ "$(cat .h 2>/dev/null)" != "$H" ]; then node -e "import('./scripts/compile-rules.mjs').then(m=>m.compileRules())" && node b.mjs build base.mjs && node b.mjs run base.mjs base.jsonl > base.out && echo $H > .h; fi
cat base.out
cd /work/tmp/pg && node -e "import('./scripts/compile-rules.mjs').then(m=>m.compileRules())" && node b.mjs build new.mjs && node b.mjs run new.mjs new.jsonl && cmp ../pgbase/base.jsonl new.jsonl && echo SAME
