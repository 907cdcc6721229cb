// SPDX-License-Identifier: EUPL-1.2
// The guards of the delivery chain, how to take each out, and which test must mind (mutants.mjs).
// A change is [file below kiosk/, what stands there once, what comes in its place].
const guard = (name, test, ...changes) => {
    const [program, only] = test.split(' : ');
    return { name, test: program, only, changes };
};
const gone = (file, ...lines) => lines.map((line) => [file, line, '']);

export const guards = [
    // ---- what is called delivered, and what is sent again ----
    guard('receipt: any 2xx counts', 'test_adapter_oco_v1', ['delivery/adapter_oco_v1.c', 'if (!route->is_strict)', 'if (true)']),
    guard('receipt: somebody else\'s counts', 'test_adapter_oco_v1', ['delivery/adapter_oco_v1.c', 'bool is_ours = id_is_same(theirs, ours);', 'bool is_ours = true;']),
    guard('no dedupe: an unclear end is sent again', 'delivery/courier : does not know keys', ['delivery/policy.c', 'return has_dedupe ? STEP_QUEUE : STEP_HOLD;', 'return STEP_QUEUE;']),
    guard('poison: stays in the queue', 'test_policy', ['delivery/policy.c', 'case OUTCOME_POISON:\n        return STEP_HOLD;', 'case OUTCOME_POISON:\n        return STEP_QUEUE;']),
    guard('tombstone: not looked for', 'test_spool', ['spool/spool.c', 'if (is_there(spool, SPOOL_DONE, name)) return SPOOL_DELIVERED;', '']),
    guard('same id: the courier does not look whether it has it', 'delivery/courier : five taps', ['spool/spool.c', 'if (*before_out != SPOOL_UNKNOWN) return sync_state(spool, state);', '*before_out = SPOOL_UNKNOWN;']),
    guard('same id: the kiosk takes a new one for each try', 'test_model_sending', ['model/sending.c', 'm->resent_ms = m->now_ms;', 'm->resent_ms = m->now_ms;\n    m->form.id.bytes[15]++;']),
    guard('a name that was not synced stays', 'test_spool_faults', ['spool/spool.c', 'if (err) unlinkat(folder, name, 0);', '']),
    guard('half a move is not mended', 'test_spool', ['spool/spool.c', 'if (!is_elsewhere(sweep->spool, entry->state, name)) return true;', 'return true;']),

    guard('in-flight mark: only after the answer', 'delivery/courier : does not know keys',
        ['apps/courier_delivery.c', 'enum err err = mark_in_flight(courier, id);\n    if (!err) err = open_file(courier, id, SPOOL_FLIGHT, &plain', 'enum err err = open_file(courier, id, SPOOL_QUEUE, &plain'],
        ['apps/courier_delivery.c', 'switch (policy_step(verdict, courier->routes', '(void)mark_in_flight(courier, attempt->id);\n    switch (policy_step(verdict, courier->routes']),
    guard('in-flight mark: not looked at after a crash', 'delivery/courier : does not know keys', ['apps/courier_delivery.c', 'policy_step(&unknown, courier->routes.all[route].has_dedupe) == STEP_HOLD', 'false']),
    guard('forgotten keys: asked again all the same', 'delivery/courier_time : may have forgotten', ['apps/courier_delivery.c', '|| !policy_key_is_forgotten(waiting->made_s, dedupe_days, courier->wall_s)', '|| true']),
    guard('one attempt, one connection', 'delivery/klant', ...gone('delivery/http.c', 'set_number(curl, code, CURLOPT_FORBID_REUSE, 1L);', 'set_number(curl, code, CURLOPT_FRESH_CONNECT, 1L);', 'curl_easy_cleanup(curl);'),
        ['delivery/http.c', 'CURL *curl = curl_easy_init();', 'static CURL *curl;\n    if (curl) curl_easy_reset(curl);\n    else curl = curl_easy_init();']),
    guard('the task loses its number with the contact', 'delivery/klant : both late', ['delivery/klant_body.c', 'write_number(&writer, request, progress->task_number_is_taken);', 'write_number(&writer, request, progress->contact_number_is_taken);']),
    guard('attempts outlive the courier', 'delivery/courier : die with the courier', ['delivery/runner.c', 'return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent;', 'return true;']),
    guard('names: a file under another name is sent', 'delivery/courier : damaged files', ['apps/courier_delivery.c', 'if (!id_is_same(envelope_out->id, id)) return ERR_FORMAT;', '']),

    // ---- when ----
    guard('breaker: never opens', 'test_policy', ['delivery/policy.c', 'breaker->is_open = true;', ';']),
    guard('breaker: nobody waits', 'faults/network : broken for hours', ['delivery/policy.c', 'breaker->not_before_ms = now_ms + wait_ms_after(verdict, breaker->failures, random);', 'breaker->not_before_ms = 0;']),
    guard('Retry-After: not clamped above', 'test_policy', ['delivery/retry_after.c', 'if (wait_s > RETRY_AFTER_MOST_S) return RETRY_AFTER_MOST_S;', '']),
    guard('Retry-After: not clamped below', 'test_policy', ['delivery/retry_after.c', 'if (wait_s < RETRY_AFTER_LEAST_S) return RETRY_AFTER_LEAST_S;', '']),
    guard('Retry-After: not honoured', 'faults/network : honoured', ['delivery/policy.c', 'if (verdict->wait_s > 0) {', 'if (false) {']),
    guard('jitter: all wait equally long', 'test_herd', ['delivery/policy.c', 'uint64_t wait_ms = below(random, most_ms);', 'uint64_t wait_ms = most_ms;']),
    guard('drain: as fast as it goes', 'test_herd', ['delivery/policy.c', 'if (pace_ms > breaker->pace_ms) breaker->pace_ms = pace_ms;', 'breaker->pace_ms = 1;']),
    guard('drain: who comes after it waits too', 'test_policy', ['delivery/policy.c', 'is_paced && came_ms >= breaker->back_ms ? 0 :', 'false ? 0 :']),
    guard('start: a whole region comes back in one second', 'test_herd', ['delivery/policy.c', 'breaker->not_before_ms =\n        now_ms + below(random, most_ms < POLICY_CAP_MS ? most_ms : POLICY_CAP_MS);', '']),
    guard('start: the courier does not look how old what it finds is', 'delivery/courier_time : earlier courier', ['apps/courier_delivery.c', 'if (!is_held_as_forgotten(courier, place))\n            resume(courier, &courier->schedule.all[place]);', '(void)is_held_as_forgotten(courier, place);']),
    guard('boot clock: schedules run on the wall clock', 'faults/network : wall clock ten years', ['base/clock.c', 'CLOCK_BOOTTIME', 'CLOCK_REALTIME']),

    // ---- who gets the request ----
    guard('TLS: any certificate will do', 'delivery/courier_tls : not the provider', ['delivery/http.c', 'CURLOPT_SSL_VERIFYPEER, 1L', 'CURLOPT_SSL_VERIFYPEER, 0L']),
    guard('TLS: of any host', 'delivery/courier_tls : not the provider', ['delivery/http.c', 'CURLOPT_SSL_VERIFYHOST, 2L', 'CURLOPT_SSL_VERIFYHOST, 0L']),
    guard('TLS: 1.1 will do, and OpenSSL\'s own level is lowered', 'delivery/courier_tls : old TLS', ['delivery/http.c', '(long)CURL_SSLVERSION_TLSv1_2);', '(long)CURL_SSLVERSION_TLSv1_0);\n    set_pointer(curl, code, CURLOPT_SSL_CIPHER_LIST, "DEFAULT@SECLEVEL=0");']),
    guard('TLS: the provider\'s own list of authorities is not used', 'delivery/courier_tls : authorities of the machine', ['delivery/http.c', 'if (message->authority) set_pem(curl, code, CURLOPT_CAINFO_BLOB, message->authority);\n    else ', '']),
    guard('TLS: the machine\'s authorities count too (CAPATH)', 'delivery/courier_tls : authorities of the machine', ...gone('delivery/http.c', 'set_pointer(curl, code, CURLOPT_CAPATH, NULL);')),
    guard('redirects: followed', 'faults/network : every wrong answer', ['delivery/http.c', 'CURLOPT_FOLLOWLOCATION, 0L', 'CURLOPT_FOLLOWLOCATION, 1L']),
    guard('header: a value may bring lines of its own', 'test_adapter_oco_v1', ['delivery/http.c', 'if ((unsigned char)*at < 0x20 || *at == 0x7f) return ERR_FORMAT;', 'continue;']),

    guard('proxies and .netrc of the environment count', 'delivery/courier_tls : proxies', ['delivery/runner.c', 'return clearenv() == 0 && setenv(', 'return setenv('],
        ...gone('delivery/http.c', 'set_pointer(curl, code, CURLOPT_PROXY, "");', 'set_pointer(curl, code, CURLOPT_NOPROXY, "");', 'set_number(curl, code, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);')),

    // ---- what a provider may do to us ----
    guard('body cap: a long body is read to its end', 'delivery/courier_tls : endless answer', ['delivery/http.c', 'transfer->body_is_cut = true;\n        return 0;', 'return size_bytes;']),
    guard('header cap: gone', 'delivery/courier_tls : endless answer', ['delivery/http.c', 'transfer->head_is_too_large = true;\n        return 0;', 'return size_bytes;']),
    guard('no end of a transfer', 'faults/network : one byte every five', ...gone('delivery/http.c', 'set_number(curl, code, CURLOPT_TIMEOUT, WHOLE_MOST_S);', 'set_number(curl, code, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES_A_SECOND);', 'set_number(curl, code, CURLOPT_LOW_SPEED_TIME, SLOW_MOST_S);')),
    guard('the log says what the provider said', 'faults/network : every wrong answer', ['delivery/deliver.c', 'http_send(&message, before_send, d->with, &answer);', 'http_send(&message, before_send, d->with, &answer);\n    fprintf(stderr, "%s\\n", answer.body);']),

    // ---- the pre-scan of JSON ----
    ...[['bytes that are no UTF-8', 'if (!utf8_is_valid(bytes, size_bytes)) return refuse_encoding(&r, bytes, size_bytes);'],
        ['a byte order mark', 'if (size_bytes >= 3 && memcmp(bytes, "\\xef\\xbb\\xbf", 3) == 0)\n        return wrong(&r,\n                     "the file starts with a byte order mark; save it as UTF-8 without one");'],
        ['\\u0000', 'if (unit == 0) return wrong(r, "\\\\u0000 is not allowed in a text");'],
        ['half a pair of escapes', 'if (unit < 0xdc00 || unit > 0xdfff) return wrong(r, "half a pair of \\\\u escapes");'],
        ['control signs in a text', 'if (sign < 0x20)\n            return wrong(r, "a text ends at the end of its line, or holds a control sign");'],
        ['unknown escapes', 'if (sign == 0 || !strchr("\\"\\\\/bfnrt", sign))\n        return wrong(r, "unknown escape after \\\\ in a text");'],
        ['numbers that are none', 'if (!is_right) return wrong(r, "this is not a number as JSON writes it");'],
        ['numbers without end', 'if (r->at - start > NUMBER_BYTES) return wrong(r, "this number has too many digits");'],
        ['depth', 'if (++r->depth > JSON_DEPTH) return wrong(r, "too many { and [ inside each other");'],
        ['a comma before the bracket', 'if (peek(r) == close) return wrong(r, "a comma stands before the closing bracket");'],
        ['bytes after the end', 'if (r.at != r.end) return wrong(&r, "something stands after the end of the document");'],
    ].map(([name, line]) => guard(`JSON: ${name} pass`, 'test_base_json', ['base/json_scan.c', line, ''])),
    guard('JSON: the second of two keys passes', 'test_base_json', ['base/json.c', 'if (!found) return ERR_NONE;', 'return ERR_NONE;']),
    guard('bytes: no limit', 'test_base_memory', ['base/bytes.c', 'if (more_bytes > bytes->limit_bytes - bytes->size_bytes) return ERR_LARGE;', '']),

    // ---- the disk ----
    guard('lock: two couriers on one spool', 'test_spool', ['spool/spool.c', 'if (flock(spool->root, LOCK_EX | LOCK_NB) < 0)\n        return errno == EWOULDBLOCK ? ERR_EXISTS : ERR_DISK;', '']),
    guard('file mode: everybody may read', 'test_spool', ['spool/spool.c', 'O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600', 'O_TMPFILE | O_WRONLY | O_CLOEXEC, 0644']),
    guard('folder mode: everybody may write', 'test_spool', ['spool/spool.c', 'facts.st_uid == geteuid() && !(facts.st_mode & (S_IWGRP | S_IWOTH))', 'true']),
    guard('hour: the file tells when', 'test_spool', ['spool/spool.c', 'wall_s - wall_s % HOUR_S', 'wall_s']),
    guard('one size: a file of another size is read', 'test_spool', ['spool/spool.c', '|| facts.st_size != SEALED_BYTES', '']),
    guard('padding: only to the next 16 bytes', 'test_seal', ['spool/seal.c', 'plain->size_bytes, SEALED_PLAIN_BYTES,\n                   SEALED_PLAIN_BYTES)', 'plain->size_bytes, 16,\n                   SEALED_PLAIN_BYTES)']),
    guard('links: followed out of the spool', 'test_spool', ['spool/spool.c', 'O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC', 'O_RDONLY | O_NONBLOCK | O_CLOEXEC']),
    guard('sync of a request', 'test_spool_faults', ['spool/spool.c', 'if (!err) err = set_hour(fd, wall_s);\n    if (!err && fsync(fd) < 0) err = ERR_DISK;\n    if (err) close(fd);', 'if (!err) err = set_hour(fd, wall_s);\n    if (err) close(fd);']),
    guard('sync of its name', 'test_spool_faults', ['spool/spool.c', 'enum err err = sync_state(spool, SPOOL_QUEUE);\n    if (err) unlinkat', 'enum err err = ERR_NONE;\n    if (err) unlinkat']),
    guard('syncs of a move', 'faults/crash', ['spool/spool.c', 'enum err err = sync_state(spool, to);\n    enum err old_err = sync_state(spool, from);', 'enum err err = ERR_NONE;\n    enum err old_err = ERR_NONE;']),
    guard('sync of the weekly key\'s folder', 'faults/crash', ['spool/key_ring.c', 'return err ? err : disk_sync_folder(ring->folder);', 'return err;']),
    guard('key file: others may read it', 'test_seal', ['spool/keys.c', 'return (facts.st_mode & others) ? ERR_REFUSED : ERR_NONE;', 'return ERR_NONE;']),
    guard('key: the child of an attempt has it', 'test_seal', ['spool/keys.c', '(void)madvise(start, page, MADV_WIPEONFORK);', '']),
    guard('old keys: never destroyed', 'test_key_ring', ['spool/key_ring.c', '!is_used(spool, &ring->all[i].pair)', 'false']),
    guard('old keys: destroyed while something waits', 'test_key_ring', ['spool/key_ring.c', '!is_used(spool, &ring->all[i].pair)', 'true']),
    guard('old keys: looked for from queue to hold', 'test_failing_keys', ['spool/key_ring.c', '{SPOOL_HOLD, SPOOL_FLIGHT, SPOOL_QUEUE}', '{SPOOL_QUEUE, SPOOL_FLIGHT, SPOOL_HOLD}']),
    guard('keys of a time without the base key: forgotten when it is back', 'test_key_ring', ['spool/key_ring.c', 'if (key_out->is_under_own) err = open_file(&ring->own, &file, plain);', '']),
    guard('keys that the disk did not give: replaced by new ones', 'test_failing_keys', ['spool/key_ring.c', 'if (needs_key && !ring_out->misses_some)', 'if (needs_key)']),
    guard('keys that the disk did not give: taken for lost', 'delivery/courier_strays : does not give', ['apps/courier_delivery.c', 'courier->keys.misses_some ? ERR_DISK : ERR_REFUSED', 'ERR_REFUSED']),
    guard('clock: nobody vouches for it, and it tells how old', 'delivery/courier_time : nobody vouched', ['apps/courier_requests.c', 'courier_clock_is_trusted() ? courier->wall_s : SPOOL_HOUR_UNKNOWN_S', 'courier->wall_s']),
    guard('no process for an attempt: taken for a missing file', 'delivery/courier_strays : no process', ['apps/courier_delivery.c', 'if (err == ERR_CLOSED) err = ERR_SYSTEM;', '']),
    guard('strays: nobody looks for them', 'delivery/courier_strays : nobody told', ['apps/courier_chores.c', 'if (waiting.count != courier->schedule.count) courier_adopt(courier);', '']),
    guard('--once: what is held is not counted', 'delivery/courier : damaged files', ['apps/courier_loop.c', '\n        || spool_each(&courier->spool, SPOOL_HOLD, is_any, &has_waiting)', '']),
    guard('--once: a key that is not there is replaced by a new one', 'delivery/courier : a key that is not there', ['apps/courier_setup.c', 'if (courier->is_once && !file_exists(places->key))', 'if (false)']),
    guard('receiver: two share a port', 'intake/receiver : share a port', ['apps/intake_server.c', '        MHD_OPTION_END);', '        MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);']),

    // ---- the socket and the log ----
    guard('socket: anybody may speak', 'test_link', ['link/courier_link.c', 'bool may = may_speak(link, fd);', 'bool may = true;']),
    guard('socket: its mode', 'test_link', ['link/courier_link.c', 'umask(0117)', 'umask(0)']),
    guard('socket: nonsense is not sent away', 'test_link', ['link/courier_link.c', 'if (err) close_peer(link, place);\n    return err;', 'return err;']),
    guard('socket: too long a datagram is cut and taken', 'test_link', ['link/courier_link.c', 'if (size > (ssize_t)sizeof in) err = ERR_FORMAT;\n    else if (size > 0)', 'if (size > (ssize_t)sizeof in) size = (ssize_t)sizeof in;\n    if (size > 0)']),
    guard('log: without end', 'test_base_files', ['base/log.c', 'logger.left_out++;\n    return false;', 'return true;']),
    guard('log: a line break begins a line', 'test_base_files', ['base/log.c', 'if ((unsigned char)*at < 0x20 || *at == 0x7f) *at = \' \';', '']),

    guard('ids: drawn from memory', 'test_clones', ['base/id.c', 'randombytes_buf(id.bytes, sizeof id.bytes);', 'static unsigned drawn = 1;\n    for (size_t i = 0; i < sizeof id.bytes; i++) id.bytes[i] = (uint8_t)(drawn = drawn * 69069 + 1);']),

    // ---- what a program that was taken over may do ----
    guard('sandbox: the courier may open internet sockets', 'secrecy_sandbox', ['base/sandbox_calls.c', 'allow_all(filter, courier_only, sizeof courier_only / sizeof courier_only[0]);', 'allow_all(filter, courier_only, sizeof courier_only / sizeof courier_only[0]);\n    static const uint64_t more[] = {AF_INET};\n    allow_sockets(filter, more, 1);']),
    guard('sandbox: the kiosk may open internet sockets', 'secrecy_sandbox', ['base/sandbox_calls.c', 'allow_all(filter, kiosk_only, sizeof kiosk_only / sizeof kiosk_only[0]);', 'allow_all(filter, kiosk_only, sizeof kiosk_only / sizeof kiosk_only[0]);\n    static const uint64_t more[] = {AF_INET};\n    allow_sockets(filter, more, 1);']),
    guard('sandbox: programs may be run', 'secrecy_sandbox', ['base/sandbox_calls.c', 'CALL(arch_prctl), CALL(exit),', 'CALL(arch_prctl), CALL(execve), CALL(exit),'], ['base/sandbox_paths.c', 'if (SANDBOX_IS_OFF) return ERR_NONE;', 'return ERR_NONE;']),
    guard('sandbox: files may be made', 'secrecy_sandbox', ['base/sandbox_calls.c', 'is_demo ? 0 : O_CREAT | O_TRUNC', '0'], ['base/sandbox_paths.c', 'if (SANDBOX_IS_OFF) return ERR_NONE;', 'return ERR_NONE;']),
    guard('sandbox: other programs may be traced', 'secrecy_sandbox', ['base/sandbox_calls.c', 'CALL(arch_prctl), CALL(exit),', 'CALL(arch_prctl), CALL(ptrace), CALL(exit),']),
    guard('sandbox: written memory may be run', 'secrecy_sandbox', ['base/sandbox_calls.c', 'ALLOW(filter, mprotect, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));', 'ALLOW(filter, mprotect, SCMP_A2(SCMP_CMP_MASKED_EQ, 0, 0));']),
    guard('core dumps of the courier', 'delivery/courier_service : no core dump', ['base/sandbox_calls.c', 'enum err err = set_limit(RLIMIT_CORE, 0);', 'enum err err = ERR_NONE;'], ['apps/courier_setup.c', 'setrlimit(RLIMIT_CORE, &none) < 0 ||', '']),
    guard('core dumps of the kiosk', 'secrecy/canary : visit', ['base/sandbox_calls.c', 'enum err err = set_limit(RLIMIT_CORE, 0);', 'enum err err = ERR_NONE;'], ['apps/kiosk.c', 'if (setrlimit(RLIMIT_CORE, &none) != 0)', 'if (false)']),
    guard('the courier may be looked into', 'delivery/courier_service : user without rights', ['apps/courier_setup.c', '|| prctl(PR_SET_DUMPABLE, 0) < 0', '']),
    guard('retention: by a clock that nobody set', 'delivery/courier_service : days the operator chose', ['apps/courier_chores.c', '|| !courier->has_trusted_clock', '']),
    guard('metrics: exact numbers', 'delivery/courier_service : metrics say counts', ['apps/courier_chores.c', 'return count >= 5 ? 5 : count > 0 ? 1 : 0;', 'return count;']),

    // ---- a machine that is busy ----
    guard('touch: SDL drops one that it reads with the focus', 'faults/window : read together', ['platform/window.c', 'SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");', '']),

    // ---- after a visit ----
    guard('wipe: memory is not searched', 'secrecy/canary : planted leak', ['apps/kiosk_wipe.c', 'if (!err && places > 0) {', 'if (false) {']),
    guard('wipe: the frames stay', 'test_base_memory', ['base/arena.c', 'if (arena->block) sodium_memzero(arena->block, arena->used_bytes);', '']),
    guard('wipe: the model stays', 'test_model_visit', ['model/visit.c', 'int usual_second = model->usual_second;\n    model_init(model, content);', 'int usual_second = model->usual_second;\n    struct private_text kept = model->form.name;\n    model_init(model, content);\n    model->form.name = kept;']),
    guard('wipe: SDL\'s queue is not flooded', 'test_platform_window', ['platform/window.c', 'for (int i = 0; i < FLOOD_EVENTS; i++) SDL_PushEvent(&blank);', '']),
    guard('locked memory: the frames are in plain memory', 'secrecy/canary : visit', ['base/arena.c', 'arena->block = sodium_malloc(size_bytes);', 'arena->block = malloc(size_bytes);'], ['base/arena.c', 'sodium_free(arena->block);   /* zeroes first */', ''], ['base/arena.c', '#include <string.h>', '#include <string.h>\n#include <stdlib.h>']),
    guard('locked memory: private bytes are in plain memory', 'test_base_memory', ['base/bytes.c', 'bytes->start = sodium_malloc(bytes->limit_bytes + 1);', 'bytes->start = malloc(bytes->limit_bytes + 1);'], ['base/bytes.c', 'sodium_free(bytes->start);   /* zeroes first */', 'free(bytes->start);']),
    guard('the kiosk may be looked into', 'secrecy/canary : cannot look into', ['apps/kiosk.c', 'if (prctl(PR_SET_DUMPABLE, 0) != 0)', 'if (false)']),

    // ---- each proof of the real programs has one that it must mind ----
    guard('kept is said before the disk has it', 'faults/kills : rows 2, 40', ['apps/courier_requests.c', '    if (!err)\n        err = spool_submit(', '    if (!err) courier_tell(courier, peer, LINK_KEPT, request->id);\n    if (!err)\n        err = spool_submit(']),
    guard('in-flight mark: only after the answer, and killed', 'faults/kills : rows 2, 36', ['apps/courier_delivery.c', 'enum err err = mark_in_flight(courier, id);\n    if (!err) err = open_file(courier, id, SPOOL_FLIGHT, &plain', 'enum err err = open_file(courier, id, SPOOL_QUEUE, &plain'],
        ['apps/courier_delivery.c', 'switch (policy_step(verdict, courier->routes', '(void)mark_in_flight(courier, attempt->id);\n    switch (policy_step(verdict, courier->routes']),
    guard('in-flight mark: not looked at after a kill', 'faults/kills : rows 2, 36', ['apps/courier_delivery.c', 'policy_step(&unknown, courier->routes.all[route].has_dedupe) == STEP_HOLD', 'false']),
    guard('receipt: any 2xx counts, of a thousand', 'faults/kills : thousand', ['delivery/adapter_oco_v1.c', 'if (!route->is_strict)', 'if (true)']),
    guard('in-flight mark: not looked at after a kill at a call', 'faults/inject : rows 4, 36', ['apps/courier_delivery.c', 'policy_step(&unknown, courier->routes.all[route].has_dedupe) == STEP_HOLD', 'false']),
    guard('called not kept, and its name stays', 'faults/inject : submit fails', ['spool/spool.c', 'if (err) unlinkat(folder, name, 0);', '']),
    guard('a disk that refuses once is the request\'s own fault', 'faults/inject : delivery fails', ['apps/courier_delivery.c', 'case ERR_LARGE:\n        return true;\n    case ERR_NONE: case ERR_FULL: case ERR_DISK:', 'case ERR_LARGE: case ERR_DISK:\n        return true;\n    case ERR_NONE: case ERR_FULL:']),
    guard('a write that took a part is taken for whole', 'test_failing_spool', ['spool/disk.c', 'at += size;\n        size_bytes -= (size_t)size;', 'return ERR_NONE;']),
    guard('a long queue is read at once', 'faults/long_queue : 10,000', ['apps/courier_delivery.c', '#define READ_AT_ONCE 16 ', '#define READ_AT_ONCE 100000 ']),
    guard('redirects: followed, to another provider too', 'faults/network : every wrong answer', ['delivery/http.c', 'CURLOPT_FOLLOWLOCATION, 0L', 'CURLOPT_FOLLOWLOCATION, 1L']),
    guard('no end of connecting', 'faults/cable', ...gone('delivery/http.c', 'set_number(curl, code, CURLOPT_CONNECTTIMEOUT, CONNECT_MOST_S);')),
    guard('without its key no courier starts', 'faults/keys : is gone', ['spool/key_ring.c', 'if (err != ERR_MISSING && err != ERR_FORMAT) return err;', 'if (err || own_err) return err;']),
    guard('cap: who was away for a day waits for hours', 'faults/herd', ['delivery/policy.h', '#define POLICY_CAP_MS (15 * 60 * 1000)', '#define POLICY_CAP_MS (60 * 60 * 1000)']),
    guard('herd: no waiting after a failure', 'faults/herd', ['delivery/policy.c', 'breaker->not_before_ms = now_ms + wait_ms_after(verdict, breaker->failures, random);', 'breaker->not_before_ms = now_ms + POLICY_BASE_MS;']),
    guard('OAuth2: a token that nobody takes is not renewed', 'delivery/courier_access : fetched once', ['delivery/deliver.c', '&& answer.status == 401;', '&& false;']),
    guard('OAuth2: a token is used after its end', 'delivery/courier_access : not used again', ['delivery/grant.c', 'if (grant->token.size_bytes > 0 && now_ms >= grant->until_ms) grant_wipe(grant);', '(void)now_ms;']),
    guard('Klantinteracties: a message without what must be there', 'delivery/klant_prism : every message', ['delivery/klant_body.c', 'json_write_text(&writer, "gevraagdeHandeling", "Contact opnemen met betrokkene");', '']),
    guard('wipe: the opened request stays with the courier', 'secrecy/courier : words and token', ['apps/courier_delivery.c', 'bytes_wipe(&plain);\n    return err;', 'return err;']),
    guard('JWE: the key for a curve is made in a way of our own', 'secrecy/jwe : closed with ECDH', ['base/jwe.c', 'at += put_number(at, 8 * sizeof work->wrapping);', 'at += put_number(at, sizeof work->wrapping);']),
    guard('JWE: RSA with another hash', 'secrecy/jwe : closed with RSA', ['base/jwe.c', '"(data (flags oaep) (hash-algo sha256) (value %b))"', '"(data (flags oaep) (hash-algo sha1) (value %b))"']),
];
