/** Styles are put into a file of their own by the bundler. */
declare module '*.css';
