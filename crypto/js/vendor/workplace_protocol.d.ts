/** Types of the joined file: those of the sources it is made of. No browser loads this. */
export * from './workplace_protocol_entry.js';
