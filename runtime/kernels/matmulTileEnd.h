/* Takes back what matmulTile.h and those who include it have defined. */
#undef K
#undef KERNEL
#undef WIDTH
#undef TILE
#undef VECTOR_BYTES
