/**
 * What a list of choices within a pop-up needs. Elsewhere in the document a click on it would count as one beside the pop-up, and close that; and it is placed in
 * the window, as the pop-up scrolls, so that it has the window's room for its choices and not only what the pop-up leaves.
 */
export const IN_PLACE = { withinPortal: false, floatingStrategy: 'fixed' } as const
