using System.Runtime.InteropServices;

namespace Soc.Parsing;

/// <summary>Objects of a record that gave no event, while the record itself could be read.</summary>
/// <param name="Outcome"><see cref="ParseOutcome.Skipped"/> or <see cref="ParseOutcome.Malformed"/>.</param>
/// <param name="Reason">Closed set of snake_case words.</param>
/// <param name="Start">First byte in the record.</param>
/// <param name="Length">Bytes; of several, from the first to the last one's end.</param>
/// <param name="Count">How many objects. Skipped ones are one entry a reason; malformed ones an entry each, but for the last of very many.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LostElement(ParseOutcome Outcome, string Reason, int Start, int Length, int Count);
