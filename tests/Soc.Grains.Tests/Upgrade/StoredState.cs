namespace Soc.Grains.Tests.Upgrade;

/// <summary>A state as a released version stored it, and what that version knew of it.</summary>
/// <param name="Key">Entity key as text.</param>
/// <param name="State">Bytes in base64.</param>
/// <param name="NextOffset">Partition 0 is applied below it.</param>
/// <param name="EventCount">Events that it had seen.</param>
/// <param name="Baselines">Detectors that described what they had learned.</param>
/// <param name="Contributions">Detectors in its risk.</param>
internal sealed record StoredState(string Key, string State, long NextOffset, long EventCount, string[] Baselines, string[] Contributions);
