using System.Runtime.InteropServices;

namespace Soc.Parsing.Text;

/// <summary>A piece of a record, by position: fields are cut without a copy.</summary>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="Length">Bytes; 0 for a field that is missing or empty.</param>
/// <param name="Escaped">Whether an escape has to be undone before the value is read.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Slice(int Start, int Length, bool Escaped = false);
