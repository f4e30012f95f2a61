/** The version of the compiler and its command; that of the package. */
export const version = '0.1.0';
