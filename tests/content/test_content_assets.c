/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/promise.h"
int main(void){return 0;}
