import type { ShellBlock } from './shell-blocks.js';

// A job has a process group of its own, so that everything a page starts ends with it.
const prelude = (page: string): string => `set -euo pipefail -m
ends() {
  code=$?
  [ $code = 0 ] || echo "${page}: the block at line $at failed" >&2
  for job in $(jobs -p); do kill -TERM -- "-$job" 2>/dev/null || true; done
  wait || true
}
trap ends EXIT
serve() {
  "$@" >"$HOME/server.log" 2>&1 &
  until curl --silent --fail --output /dev/null "http://127.0.0.1:$ROLLCALL_PORT/health/ready"; do
    if ! kill -0 $! 2>/dev/null; then cat "$HOME/server.log" >&2; return 1; fi
    sleep 1
  done
}
`;

/**
 * One shell script of a page's blocks, in their order. Pages name the default address and folder: a test has others, at
 * `$ROLLCALL_PORT` and `$ROLLCALL_DATA_DIR`.
 */
export function pageScript(page: string, blocks: readonly ShellBlock[]): string {
  const parts = blocks.map(({ line, script, isServer }) => `at=${line}\n${isServer ? `serve ${script}` : script}\n`);
  const own = parts.map((part) =>
    part
      .replaceAll('127.0.0.1:4000', '127.0.0.1:$ROLLCALL_PORT')
      .replaceAll(/(?<![\w/$])\.rollcall\//g, '$ROLLCALL_DATA_DIR/'),
  );
  return prelude(page) + own.join('');
}
