/* SPDX-License-Identifier: EUPL-1.2 */
/* request.h - a valid request for the tests, with holes for what a test wants to change. */
#ifndef NAAST_TESTS_INTAKE_REQUEST_H
#define NAAST_TESTS_INTAKE_REQUEST_H

#define ID_A "8e03978e-40d5-43e8-bc93-6894a57f9324"
#define ID_B "1c4b7f0a-93d2-4c1e-8a57-0f6d2b9e4a31"
#define CONTACT                                                                                \
    "{\"naam\":\"Jamila\",\"kanaal\":\"telefoon\",\"telefoonnummer\":\"+31612345678\","        \
    "\"voicemailToegestaan\":false}"

#define REQUEST_WITH(id, contact, more)                                                        \
    "{\"versie\":\"1.0\",\"id\":\"" id "\",\"referentie\":\"4829137508\",\"proef\":false,"     \
    "\"ingediendOp\":\"2026-03-10T09:14:00Z\",\"contactUiterlijk\":\"2026-03-12\","            \
    "\"aanbieder\":\"voorbeeld-mee\",\"kiosk\":{\"id\":\"bieb-1\",\"locatie\":"                \
    "\"Bibliotheek\"},"                                                                        \
    "\"contact\":" contact "," more "\"namens\":{\"wie\":\"mijzelf\"},"                        \
    "\"toestemming\":{\"gegeven\":true,\"gegevenOp\":\"2026-03-10T09:13:41Z\","                \
    "\"tekstversie\":\"nl-1\"}}"

#define REQUEST(id) REQUEST_WITH(id, CONTACT, "")

#endif
