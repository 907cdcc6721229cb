/* SPDX-License-Identifier: EUPL-1.2 */
/* command_spool.c - `naast spool`: what waits, by name and age. It has no key, so it cannot
 * show what a request says. */
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "apps/commands.h"
#include "base/clock.h"
#include "spool/spool.h"

#define DATA_FOLDER "/var/lib/naast"
#define BASE64_BYTES (SEALED_BYTES / 3 * 4 + 5)

static const char usage[] =
    "use: naast spool list|export [--data DIR]\n"
    "     naast spool show|retry|erase ID [--data DIR]\n"
    "\n"
    "  list      every request: state, age, name in the log, id\n"
    "  show ID   what is known of one request from outside; never what it says\n"
    "  retry ID  from hold back to the queue; a running courier sends it at once\n"
    "  export    every waiting request as a line of JSON, sealed as it is on the disk;\n"
    "            stop the courier first: beside it something may be left out\n"
    "  erase ID  give a request up for good\n"
    "\n"
    "ID is the whole id or its name in the log. DIR is " DATA_FOLDER " when not given.\n";

struct command {
    struct spool spool;
    const char *wanted;         /* ID as given */
    struct spool_entry found;
    int found_count;
    int64_t wall_s;
    int failures;
};

/* Going through the spool */

/* Who waits for a person comes first; and a request that another `retry` moves from hold to
 * queue meanwhile is seen twice rather than not at all. */
static enum err each_waiting(struct command *command,
                             bool (*each)(void *with, const struct spool_entry *entry))
{
    enum err err = ERR_NONE;
    for (int state = SPOOL_DONE; !err && state-- > SPOOL_QUEUE;)
        err = spool_each(&command->spool, (enum spool_state)state, each, command);
    return err;
}

static bool match(void *with, const struct spool_entry *entry)
{
    struct command *command = with;
    char text[ID_TEXT_BYTES], name[9];
    id_text(entry->id, text);
    id_short(entry->id, name);
    if (strcasecmp(command->wanted, text) != 0 && strcasecmp(command->wanted, name) != 0)
        return true;
    command->found = *entry;
    command->found_count++;
    return true;
}

static bool find(struct command *command)
{
    enum err err = each_waiting(command, match);
    if (err) fprintf(stderr, "naast spool: %s\n", err_name(err));
    else if (command->found_count == 0)
        fprintf(stderr,
                "naast spool: no waiting request '%s'; naast spool list shows them all\n",
                command->wanted);
    else if (command->found_count > 1)
        fprintf(stderr, "naast spool: '%s' means several; give the id\n", command->wanted);
    return !err && command->found_count == 1;
}

static int64_t age_hours(const struct command *command, const struct spool_entry *entry)
{
    int64_t age_s = command->wall_s - entry->hour_s;
    return age_s > 0 ? age_s / 3600 : 0;
}

/* The commands */

static bool list_one(void *with, const struct spool_entry *entry)
{
    const struct command *command = with;
    char text[ID_TEXT_BYTES], name[9];
    id_text(entry->id, text);
    id_short(entry->id, name);
    printf("%-7s %4" PRId64 " h  %s  %s\n", spool_state_name(entry->state),
           age_hours(command, entry), name, text);
    return true;
}

static int list(struct command *command)
{
    enum err err = each_waiting(command, list_one);
    if (err) fprintf(stderr, "naast spool: %s\n", err_name(err));
    return err ? STATUS_FAILED : STATUS_FINE;
}

static const char *condition(const struct command *command, char key_out[KEY_ID_TEXT_BYTES])
{
    static struct sealed sealed;
    struct key_id id;
    enum err err =
        spool_read(&command->spool, command->found.id, command->found.state, &sealed);
    if (err == ERR_FORMAT) return "damaged: it has the wrong size";
    if (err) return err_name(err);
    if (sealed_key_id(&sealed, &id)) return "damaged: it has no header";
    key_id_text(id, key_out);
    return "whole, sealed";
}

static int show(struct command *command)
{
    char text[ID_TEXT_BYTES], name[9], key[KEY_ID_TEXT_BYTES] = "unknown", since[21];
    if (!find(command)) return STATUS_FAILED;
    id_text(command->found.id, text);
    id_short(command->found.id, name);
    clock_utc_text(command->found.hour_s, since);
    bool is_known = command->found.hour_s <= command->wall_s;
    const char *is = condition(command, key);
    printf("id        %s\nin log    %s\nstate     %s\n"
           "since     %s%s\nfile      %s\nkey       %s\n",
           text, name, spool_state_name(command->found.state),
           is_known ? since : "unknown: nobody had set the clock",
           is_known ? " (rounded to the hour)" : "", is, key);
    return STATUS_FINE;
}

static int retry(struct command *command)
{
    if (!find(command)) return STATUS_FAILED;
    if (command->found.state != SPOOL_HOLD) {
        fprintf(stderr, "naast spool: it is not held; the courier is busy with it\n");
        return STATUS_FAILED;
    }
    enum err err = spool_move(&command->spool, command->found.id, SPOOL_HOLD, SPOOL_QUEUE);
    if (err) fprintf(stderr, "naast spool: not moved: %s\n", err_name(err));
    return err ? STATUS_FAILED : STATUS_FINE;
}

static bool export_one(void *with, const struct spool_entry *entry)
{
    static struct sealed sealed;
    static char base64[BASE64_BYTES];
    struct command *command = with;
    char text[ID_TEXT_BYTES];
    id_text(entry->id, text);
    if (spool_read(&command->spool, entry->id, entry->state, &sealed)) {
        fprintf(stderr, "naast spool: %s cannot be read and is left out\n", text);
        command->failures++;
        return true;
    }
    sodium_bin2base64(base64, sizeof base64, sealed.bytes, sizeof sealed.bytes,
                      sodium_base64_VARIANT_ORIGINAL);
    printf("{\"id\":\"%s\",\"state\":\"%s\",\"sealed\":\"%s\"}\n", text,
           spool_state_name(entry->state), base64);
    return true;
}

/* A courier takes requests and moves them between any two of our looks, to where we have been
 * or to where we shall be. No order of looking finds all, and who exports may be about to wipe
 * the machine. */
static int export_all(struct command *command)
{
    bool is_served = spool_is_served(&command->spool);
    enum err err = each_waiting(command, export_one);
    if (err) fprintf(stderr, "naast spool: %s\n", err_name(err));
    if (is_served || spool_is_served(&command->spool)) {
        fprintf(stderr,
                "naast spool: a courier is at work in this folder, and what it moved or took "
                "meanwhile may be left out; stop it and export again\n");
        command->failures++;
    }
    return err || command->failures > 0 ? STATUS_FAILED : STATUS_FINE;
}

static int erase(struct command *command)
{
    if (!find(command)) return STATUS_FAILED;
    /* Nobody can call back what is on its way; and a running courier would find its file
     * gone. */
    if (command->found.state == SPOOL_FLIGHT && spool_is_served(&command->spool)) {
        fprintf(stderr, "naast spool: it is being sent this moment; try again in a minute\n");
        return STATUS_FAILED;
    }
    enum err err = spool_finish(&command->spool, command->found.id, command->found.state,
                                SPOOL_DROPPED, command->wall_s);
    if (err) fprintf(stderr, "naast spool: not erased: %s\n", err_name(err));
    return err ? STATUS_FAILED : STATUS_FINE;
}

static const struct {
    const char *name;
    bool has_id;
    int (*run)(struct command *command);
} commands[] = {{"list", false, list},
                {"show", true, show},
                {"retry", true, retry},
                {"export", false, export_all},
                {"erase", true, erase}};

/* The words in order, --data anywhere among them. False: wrong use. */
static bool read_words(int argc, char **argv, const char *words[2], int *word_count,
                       const char **data)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--data") == 0 && i + 1 < argc) *data = argv[++i];
        else if (argv[i][0] == '-' || *word_count == 2) return false;
        else words[(*word_count)++] = argv[i];
    }
    return *word_count > 0;
}

int command_spool(int argc, char **argv)
{
    static struct command command;
    const char *words[2] = {NULL, NULL}, *data = DATA_FOLDER;
    int word_count = 0;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return STATUS_FINE;
    }
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("naast " NAAST_VERSION);
        return STATUS_FINE;
    }
    bool is_right = read_words(argc, argv, words, &word_count, &data);
    for (size_t i = 0; is_right && i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(words[0], commands[i].name) != 0 || word_count != 1 + commands[i].has_id)
            continue;
        enum err err = sodium_init() < 0 ? ERR_SYSTEM : spool_visit(data, &command.spool);
        if (err) {
            fprintf(stderr,
                    "naast spool: %s is no spool that can be read (%s): name the courier's "
                    "folder with --data; only root and the courier's own user may look in it\n",
                    data, err_name(err));
            return STATUS_FAILED;
        }
        command.wanted = words[1];
        command.wall_s = clock_wall_s();
        int status = commands[i].run(&command);
        spool_close(&command.spool);
        return status;
    }
    fputs(usage, stderr);
    return STATUS_USAGE;
}
