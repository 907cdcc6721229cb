/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/adapter.h"
#include "delivery/adapter_klant_v1.h"
#include "delivery/adapter_oco_v1.h"

static const struct delivery_adapter adapters[] = {
    {ADAPTER_OCO_V1, "Bearer", 1, adapter_oco_v1_write, adapter_oco_v1_judge},
    {ADAPTER_KLANTINTERACTIES_V1, "Token", ADAPTER_KLANT_V1_MESSAGES, adapter_klant_v1_write,
     adapter_klant_v1_judge},
};

const struct delivery_adapter *adapter_find(enum adapter kind)
{
    for (size_t i = 0; i < sizeof adapters / sizeof adapters[0]; i++)
        if (adapters[i].kind == kind) return &adapters[i];
    return NULL;
}
