/** A value that is made when it is first asked for, and then kept; what it was made from is let go. */
export function lazy<T>(make: () => T): () => T {
  let state: { readonly make: () => T } | { readonly value: T } = { make };
  return () => {
    if ('make' in state) state = { value: state.make() };
    return state.value;
  };
}

/** A value that is made when it is asked for and not there: it may be let go while nobody else holds it. */
export function weakly<T extends object>(make: () => T): () => T {
  let reference: WeakRef<T> | undefined;
  return () => {
    const kept = reference?.deref();
    if (kept !== undefined) return kept;
    const made = make();
    reference = new WeakRef(made);
    return made;
  };
}
