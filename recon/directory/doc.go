// Package directory is the vocabulary of the project: the typed cells of a snapshot (GUIDs, anchors, addresses, recipient
// types and the rest), one row type for each table, and the registry of tables that everything else is derived from.
//
// Every cell type reads and writes the snapshot's own form (UnmarshalCSV, MarshalCSV). What people and tools write instead,
// Kind.Clean brings into that form, and says what it could not trust.
package directory
