/* SPDX-License-Identifier: EUPL-1.2 */
/* keyboard.h - what the keys of the screen and of a keyboard write into the answer. Inside the
 * model only.
 *
 * Names get a capital by themselves, addresses never; digits of any script become 0 to 9.
 * What does not belong in a field is not taken; what no longer fits is not taken either, and
 * says so. */
#ifndef NAAST_MODEL_KEYBOARD_H
#define NAAST_MODEL_KEYBOARD_H
#include "model/model.h"

void keyboard_type(struct model *model, const char typed[TYPED_BYTES], struct effects *effects);
void keyboard_erase(struct model *model);
void keyboard_erase_all(struct model *model);
void keyboard_page(struct model *model, int32_t page);
/* The order of the letters that suits the hand: usual for fingers, the alphabet's for keys;
 * what the visitor chose stands. */
void keyboard_suit(struct model *model);

#endif
