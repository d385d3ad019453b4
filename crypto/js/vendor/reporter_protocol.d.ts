/** Types of the joined file: those of the sources it is made of. No browser loads this. */
export * from './reporter_protocol_entry.js';
