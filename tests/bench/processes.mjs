// SPDX-License-Identifier: EUPL-1.2
// processes.mjs - what a program and everything it started use, read from /proc.
import { readFileSync, readdirSync } from 'node:fs';

const TICKS_PER_S = 100; // USER_HZ: 100 on every Linux that Debian ships
// In the environment of what this run starts; another run's programs are none of its business.
export const markOf = (name) => `NAAST_BENCH=${name}.${process.pid}`;

const gone = (read) => {
    try {
        return read();
    } catch {
        return null;
    }
};

function stat(pid) {
    const text = gone(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
    if (!text) return null;
    const [state, parent, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent), ticks: Number(rest[9]) + Number(rest[10]) };
}

// The processes with this name's mark in the environment they began with, and all their
// descendants. Both, because a browser's helpers write over their environment, and its crash
// handler leaves the family.
export function tree(name) {
    const all = readdirSync('/proc')
        .filter((entry) => /^\d+$/.test(entry))
        .map(Number);
    const stats = new Map(
        all.map((pid) => [pid, stat(pid)]).filter(([, facts]) => facts && facts.state !== 'Z'),
    );
    const ours = new Set(
        [...stats.keys()].filter((pid) =>
            gone(() => readFileSync(`/proc/${pid}/environ`, 'latin1'))
                ?.split('\0')
                .includes(markOf(name)),
        ),
    );
    for (let grew = true; grew;) {
        const before = ours.size;
        for (const [pid, { parent }] of stats) if (ours.has(parent)) ours.add(pid);
        grew = ours.size > before;
    }
    return [...ours];
}

function sumMib(pids, field) {
    let kib = 0;
    for (const pid of pids) {
        const text = gone(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? '';
        kib += Number(text.match(new RegExp(`^${field}:\\s+(\\d+)`, 'm'))?.[1] ?? 0);
    }
    return kib / 1024;
}

// What a program costs: pages that others use too are divided among them.
export const pssMib = (pids) => sumMib(pids, 'Pss');

// For growth: what others do with shared pages moves the share, not this.
export const rssMib = (pids) => sumMib(pids, 'Rss');

export function cpuMs(pids) {
    return (pids.reduce((sum, pid) => sum + (stat(pid)?.ticks ?? 0), 0) * 1000) / TICKS_PER_S;
}

// Times a thread slept and was woken: the switches it made of its own will.
export function wakeups(pids) {
    let sum = 0;
    for (const pid of pids) {
        for (const task of gone(() => readdirSync(`/proc/${pid}/task`)) ?? []) {
            const text =
                gone(() => readFileSync(`/proc/${pid}/task/${task}/status`, 'utf8')) ?? '';
            sum += Number(text.match(/^voluntary_ctxt_switches:\s+(\d+)/m)?.[1] ?? 0);
        }
    }
    return sum;
}

export async function rest(pids, seconds) {
    const before = { cpu: cpuMs(pids), wakeups: wakeups(pids) };
    await new Promise((done) => setTimeout(done, seconds * 1000));
    return {
        cpuPercent: (cpuMs(pids) - before.cpu) / (seconds * 10),
        wakeupsPerS: (wakeups(pids) - before.wakeups) / seconds,
    };
}

export async function end(name) {
    for (const signal of ['SIGTERM', 'SIGKILL']) {
        for (const pid of tree(name)) gone(() => process.kill(pid, signal));
        for (let i = 0; i < 30 && tree(name).length > 0; i++)
            await new Promise((done) => setTimeout(done, 100));
    }
}
