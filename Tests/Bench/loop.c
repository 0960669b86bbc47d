// What SQLite can do at most: the rows that a sign-up leaves, in the tables of the file named, with its indexes,
// triggers and checks, at the durability vemfn asks for. No HTTP, no form, no decision.
//
//     loop FILE PEOPLE BATCH
//
// Prints one line of JSON: registrations a second, and the CPU seconds it took.

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *database;

static void check(int result, int expected) {
    if (result == expected) return;
    fprintf(stderr, "loop: %s\n", sqlite3_errmsg(database));
    exit(1);
}

static void run(const char *sql) {
    check(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
}

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
    return statement;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void bindText(sqlite3_stmt *statement, const char *name, const char *text) {
    check(
        sqlite3_bind_text(statement, sqlite3_bind_parameter_index(statement, name), text, -1, SQLITE_TRANSIENT),
        SQLITE_OK);
}

int main(int count, char **arguments) {
    if (count != 4) return 64;
    int people = atoi(arguments[2]), batch = atoi(arguments[3]);
    check(sqlite3_open(arguments[1], &database), SQLITE_OK);
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;"
        "PRAGMA cache_size = -8000");
    sqlite3_stmt *registration = prepare(
        "INSERT INTO registration (code, linkHash, quotaId, state, language, createdAt, emailKey, sortKey,"
        " kommunSortKey, searchText, givenName, familyName, email, phone, organisationType, organisation, role)"
        " VALUES (:code, randomblob(32), (SELECT id FROM quota WHERE organisationType = 'region'), 'confirmed', 'sv',"
        " 1800000000, :email, 'exempelsson prov', '~ exempelsson prov', :search, 'Prov', 'Exempelsson', :email, :phone,"
        " 'region', 'Region Exempel', 'Samordnare')");
    sqlite3_stmt *log = prepare(
        "INSERT INTO logEntry (at, actor, action, registrationId, detail)"
        " VALUES (1800000000, 'attendee', 'registered', last_insert_rowid(), 'confirmed')");

    sqlite3_stmt *message = prepare(
        "INSERT INTO message (kind, registrationId, recipient, language, link, messageId, createdAt, nextAttemptAt)"
        " VALUES ('confirmation', :registration, :email, 'sv', :link, :code, 1800000000, 1800000000)");

    static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    clock_t beganWork = clock();
    double began = now();
    for (int number = 0; number < people; number++) {
        if (number % batch == 0) run("BEGIN IMMEDIATE");
        // Codes in no order, as drawn ones are: the number times an odd constant, in the 40 bits of a code.
        unsigned long long drawn = (unsigned long long)number * 0x9E3779B97F4A7C15ull >> 24;
        char code[] = "VF-0000-0000", email[64], phone[16], search[256];
        for (int place = 3; place < 12; place++) {
            if (place == 7) continue;
            code[place] = alphabet[drawn & 31];
            drawn >>= 5;
        }
        snprintf(email, sizeof email, "prov.%d@example.org", number);
        snprintf(phone, sizeof phone, "+467017406%02d", 5 + number % 95);
        snprintf(search, sizeof search, "prov exempelsson\n%s\nregion exempel\n%s", email, code);
        bindText(registration, ":code", code);
        bindText(registration, ":email", email);
        bindText(registration, ":phone", phone);
        bindText(registration, ":search", search);
        check(sqlite3_step(registration), SQLITE_DONE);
        sqlite3_int64 registered = sqlite3_last_insert_rowid(database);
        sqlite3_reset(registration);
        check(sqlite3_step(log), SQLITE_DONE);
        sqlite3_reset(log);
        sqlite3_bind_int64(message, sqlite3_bind_parameter_index(message, ":registration"), registered);
        bindText(message, ":email", email);
        bindText(message, ":link", "AAAAAAAAAAAAAAAAAAAAAA");
        bindText(message, ":code", code);
        check(sqlite3_step(message), SQLITE_DONE);
        sqlite3_reset(message);
        if (number % batch == batch - 1 || number == people - 1) run("COMMIT");
    }
    printf(
        "{\"rate\": %.1f, \"cpu\": %.3f}\n", people / (now() - began), (double)(clock() - beganWork) / CLOCKS_PER_SEC);
    return 0;
}
