#include "call.hpp"

sight other_file_sees() { return {&muster::fields<city::call>, &typeid(muster::fields<city::call>)}; }
