// SPDX-License-Identifier: EUPL-1.2
// Rows 18 to 20: names and cables, in a network of our own that ends with the test.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

const own = ['unshare', '--net', '--mount', '--propagation', 'private', '--'];

function cannot() {
    const { status, stderr, error } = spawnSync(own[0], [...own.slice(1), 'sh', '-c',
        'ip link set lo up && ip link add v0 type veth peer name v1'], { encoding: 'utf8' });
    return status === 0 ? false : `no network of our own can be made here: ${error?.message ?? stderr.trim()}`;
}

test('rows 18 to 20: names that fail, black holes and pulled cables delay a request and never double it', { skip: cannot() }, (t) => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;      // with it the inner tests would speak to a runner that is not there
    const { stdout: said, status } = spawnSync(own[0], [...own.slice(1), process.execPath, new URL('cable_inside.mjs', import.meta.url).pathname],
        { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'inherit'], timeout: 200000 });
    const why = /^ *error: (?:\|-\n *)?(.*)$/m.exec(said)?.[1] ?? 'it ended in the middle';
    assert.equal(status, 0, `${why}\n${said}`);
    for (const line of said.split('\n').filter((line) => line.startsWith('row '))) t.diagnostic(line);
    assert.match(said, /^all rows done$/m);
});
