/* SPDX-License-Identifier: EUPL-1.2 */
/* How fast each voice really speaks: words through the length of the sound it makes. Source:
 * VVSG 2.0, 7.1-K (60 to 250 words a minute, 120 to 125 by default). Each voiced language's
 * sound is also written to BUILD/voice-<tag>.wav. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/model.h"
#include "platform/voice_sound.h"
#include "voice/wav.h"

#define MOST_SAMPLES (60 * VOICE_HERTZ)

/* The same plain sentences in each language; none from config/, so that a better translation
 * moves no figure. */
static const struct {
    const char *tag, *voice, *text;
} languages[] = {
    {"nl", "nl",
     "De hulp is gratis. U betaalt niets. De ondersteuner staat naast u. U mag zelf kiezen wie "
     "u helpt. "
     "De ondersteuner werkt niet voor de gemeente. U hoeft niet te zeggen waarom. Wat u "
     "vertelt, blijft geheim. "
     "Kies een dag en een tijd."},
    {"en", "en-gb",
     "The help is free. You pay nothing. The supporter stands beside you. You may choose who "
     "helps you. "
     "The supporter does not work for the town hall. You do not have to say why. What you tell "
     "stays secret. "
     "Choose a day and a time."},
    {"ar", "ar",
     "المساعدة مجانية. لا تدفع شيئا. المساعد يقف بجانبك. يمكنك أن تختار من يساعدك. المساعد لا "
     "يعمل لدى البلدية. "
     "لا يلزم أن تقول لماذا. ما تقوله يبقى سرا. اختر يوما ووقتا."},
    {"tr", "tr",
     "Yardım ücretsizdir. Hiçbir şey ödemezsiniz. Destekçi sizin yanınızda durur. Size kimin "
     "yardım edeceğini siz "
     "seçersiniz. Destekçi belediye için çalışmaz. Neden olduğunu söylemek zorunda değilsiniz. "
     "Anlattıklarınız gizli "
     "kalır. Bir gün ve bir saat seçin."},
    {"pl", "pl",
     "Pomoc jest bezpłatna. Nic pan nie płaci. Doradca stoi obok pana. Może pan sam wybrać, "
     "kto panu pomoże. "
     "Doradca nie pracuje dla gminy. Nie trzeba mówić dlaczego. To, co pan mówi, zostaje w "
     "tajemnicy. Proszę wybrać "
     "dzień i godzinę."},
    {"uk", "uk",
     "Допомога безкоштовна. Ви нічого не платите. Помічник стоїть поруч із вами. Ви самі "
     "обираєте, хто вам "
     "допоможе. Помічник не працює на громаду. Ви не мусите казати чому. Те, що ви розповісте, "
     "лишається в "
     "таємниці. Оберіть день і час."},
    {"es", "es",
     "La ayuda es gratis. Usted no paga nada. El asesor está a su lado. Usted puede elegir "
     "quién le ayuda. El asesor no trabaja para el ayuntamiento. No tiene que decir por qué. "
     "Lo que usted cuenta queda en secreto. Elija un día y una hora."},
    {"fa", "fa",
     "کمک رایگان است. شما چیزی نمی پردازید. مشاور کنار شما می ایستد. شما خودتان انتخاب می کنید "
     "چه کسی کمک کند. مشاور برای شهرداری کار نمی کند. لازم نیست بگویید چرا. آنچه می گویید "
     "محرمانه می ماند. یک روز و یک ساعت انتخاب کنید."},
    {"ro", "ro",
     "Ajutorul este gratuit. Nu plătiți nimic. Consilierul stă lângă dumneavoastră. Puteți "
     "alege cine vă ajută. Consilierul nu lucrează pentru primărie. Nu trebuie să spuneți de "
     "ce. Ceea ce povestiți rămâne secret. Alegeți o zi și o oră."},
    {"fr", "fr-fr",
     "L'aide est gratuite. Vous ne payez rien. Le conseiller est à côté de vous. Vous pouvez "
     "choisir qui vous aide. Le conseiller ne travaille pas pour la mairie. Vous ne devez pas "
     "dire pourquoi. Ce que vous racontez reste secret. Choisissez un jour et une heure."},
    {"de", "de",
     "Die Hilfe ist kostenlos. Sie bezahlen nichts. Der Helfer steht neben Ihnen. Sie dürfen "
     "wählen, wer Ihnen hilft. Der Helfer arbeitet nicht für die Gemeinde. Sie müssen nicht "
     "sagen warum. Was Sie erzählen, bleibt geheim. Wählen Sie einen Tag und eine Zeit."},
};
#define EACH_LANGUAGE(i)                                                                       \
    size_t i = 0;                                                                              \
    i < sizeof languages / sizeof languages[0];                                                \
    i++

struct recording {
    int16_t *samples;
    int count, words;
    int64_t last_word;
    bool words_rise;
};

static bool record(void *with, const int16_t *samples, int count)
{
    struct recording *recording = with;
    for (int i = 0; i < count && recording->count < MOST_SAMPLES; i++)
        recording->samples[recording->count++] = samples[i];
    return true;
}

static bool count_word(void *with, int64_t sample, size_t at)
{
    struct recording *recording = with;
    (void)at;
    recording->words_rise = recording->words_rise && sample >= recording->last_word;
    recording->last_word = sample;
    recording->words++;
    return true;
}

static int words_of(const char *text)
{
    int words = 1;
    for (; *text; text++) words += *text == ' ';
    return words;
}

static struct recording said(size_t language, int wished_wpm)
{
    struct recording recording = {.samples = calloc(MOST_SAMPLES, sizeof(int16_t)),
                                  .words_rise = true};
    struct voice_sink sink = {&recording, record, count_word};
    assert_non_null(recording.samples);
    assert_int_equal(voice_sound_text(languages[language].text, languages[language].voice,
                                      wished_wpm, &sink),
                     ERR_NONE);
    return recording;
}

static int words_a_minute(size_t language, const struct recording *recording)
{
    return (int)(60.0 * words_of(languages[language].text) * VOICE_HERTZ / recording->count +
                 0.5);
}

static void by_default_every_voice_says_about_122_words_a_minute(void **state)
{
    (void)state;
    for (EACH_LANGUAGE(i)) {
        struct recording recording = said(i, model_rate_wpm(RATE_DEFAULT));
        int wpm = words_a_minute(i, &recording), loud = 0;
        for (int k = 0; k < recording.count; k++) loud += abs(recording.samples[k]) > 1000;
        wav_write(languages[i].tag, recording.samples, recording.count);
        print_message("%s: %d words a minute by default\n", languages[i].tag, wpm);
        if (wpm < 120 || wpm > 125) fail_msg("%s: %d words a minute", languages[i].tag, wpm);
        if (loud < recording.count / 10) fail_msg("%s is all but silent", languages[i].tag);
        if (recording.words < words_of(languages[i].text) * 9 / 10 || !recording.words_rise)
            fail_msg("%s: %d words told", languages[i].tag, recording.words);
        free(recording.samples);
    }
}

static void every_step_is_faster_and_all_stay_within_60_and_250(void **state)
{
    (void)state;
    for (EACH_LANGUAGE(i)) {
        int before = 0;
        for (int rate = 0; rate < RATE_STEPS; rate++) {
            struct recording recording = said(i, model_rate_wpm(rate));
            int wpm = words_a_minute(i, &recording), wished = model_rate_wpm(rate);
            free(recording.samples);
            if (wpm <= before)
                fail_msg("%s: step %d is no faster: %d", languages[i].tag, rate, wpm);
            if (abs(wpm - wished) * 10 > wished)
                fail_msg("%s: %d instead of %d", languages[i].tag, wpm, wished);
            if (wpm < 57 || wpm > 265) fail_msg("%s: %d", languages[i].tag, wpm);
            before = wpm;
        }
    }
}

static void a_language_without_a_voice_makes_no_sound(void **state)
{
    struct recording recording = {0};
    struct voice_sink sink = {&recording, record, count_word};
    (void)state;
    assert_int_equal(voice_sound_text("ሓገዝ", "", 122, &sink), ERR_MISSING);
    assert_int_equal(recording.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_default_every_voice_says_about_122_words_a_minute),
        cmocka_unit_test(every_step_is_faster_and_all_stay_within_60_and_250),
        cmocka_unit_test(a_language_without_a_voice_makes_no_sound),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    voice_sound_close();
    return failed;
}
