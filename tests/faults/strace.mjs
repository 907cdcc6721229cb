// SPDX-License-Identifier: EUPL-1.2
// What strace saw, as rows; and faults put into chosen system calls by strace.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

// A reason to leave a test out, or false.
export const cannotTrace = (() => {
    const { status, stderr, error } = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'], { encoding: 'utf8' });
    return status === 0 ? false : `no program can be traced here: ${error?.message ?? stderr.trim()}`;
})();

export const isLong = process.env.NAAST_FAULTS_LONG === '1';

// Every call in the order it began: { pid, name, args, result, nth } where nth counts that call within its process, as
// `when=` of strace does. Of a call that another one interrupted, both halves are put together.
export function readTrace(path) {
    const calls = [], open = new Map(), counts = new Map();
    for (const line of readFileSync(path, 'utf8').split('\n')) {
        const resumed = /^(\d+) +<\.\.\. (\w+) resumed>(.*)$/.exec(line);
        if (resumed) {
            const call = open.get(resumed[1]);
            if (call) finish(call, resumed[3]);
            open.delete(resumed[1]);
            continue;
        }
        const began = /^(\d+) +(\w+)\((.*)$/.exec(line);
        if (!began) continue;
        const [, pid, name, rest] = began, key = `${pid} ${name}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
        const call = { pid, name, args: '', result: null, nth: counts.get(key), line: calls.length };
        calls.push(call);
        const cut = / <unfinished \.\.\.>$/.exec(rest);
        if (cut) {
            call.args = rest.slice(0, cut.index);
            open.set(pid, call);
        } else finish(call, rest);
    }
    return calls;
}

function finish(call, rest) {
    const end = /\) += (-?\d+|\?)/g;
    let found, last;
    while ((found = end.exec(rest))) last = found;
    call.args += last ? rest.slice(0, last.index) : rest;
    call.result = last && last[1] !== '?' ? Number(last[1]) : null;
    call.error = / = -1 (E[A-Z0-9]+)/.exec(rest)?.[1];
}

// Where faults can go in: each call once, but for those that only end a process or that strace cannot change.
const untouchable = new Set(['execve', 'exit_group', 'exit', 'rt_sigreturn', 'restart_syscall']);

// A child's n-th call of a name cannot be told from its parent's: strace counts for each process apart and strikes the
// first that gets there. So of each (name, n) one is a place: the one that comes first.
export function places(calls) {
    const seen = new Set();
    return calls.filter(({ name, nth }) => {
        const key = `${name} ${nth}`;
        if (seen.has(key) || untouchable.has(name)) return false;
        seen.add(key);
        return true;
    });
}

// Short: all places of the calls that matter most and a sample, each time the same, of the others. Long: all.
export function chosen(all, matters, one_in) {
    if (isLong) return all;
    let skipped = 0;
    return all.filter((place) => matters(place) || skipped++ % one_in === 0);
}

// Without --seccomp-bpf: with it, strace 6.1 leaves the signal out.
export function inject({ name, nth }, what, path) {
    return ['strace', '-f', '-qq', '-o', path, '-e', `trace=${name}`, `--inject=${name}:${what}:when=${nth}`];
}

// Did it strike? A call that a run did not come to is no proof.
export function struck(path) {
    return /\(INJECTED\)|\+\+\+ killed by SIGKILL/.test(readFileSync(path, 'utf8'));
}
