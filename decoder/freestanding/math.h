#pragma once
// Each is one instruction.
#define rint __builtin_rint
#define sqrt __builtin_sqrt
#define fabs __builtin_fabs
