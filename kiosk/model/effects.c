/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/effects.h"

#include <assert.h>

void effects_add(struct effects *effects, enum effect effect)
{
    if (effects_has(effects, effect)) return;
    assert(effects->count < EFFECTS_MOST);
    effects->all[effects->count++] = effect;
}

bool effects_has(const struct effects *effects, enum effect effect)
{
    for (int i = 0; i < effects->count; i++)
        if (effects->all[i] == effect) return true;
    return false;
}

void effects_drop(struct effects *effects, enum effect effect)
{
    int kept = 0;
    for (int i = 0; i < effects->count; i++)
        if (effects->all[i] != effect) effects->all[kept++] = effects->all[i];
    effects->count = kept;
}
