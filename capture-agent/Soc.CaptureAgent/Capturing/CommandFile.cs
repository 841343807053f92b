using System.Text.Json;
using Soc.CaptureAgent.Spool;

namespace Soc.CaptureAgent.Capturing;

/// <summary>The commands that stand, as the authority signed them, for a start in the middle of their time.</summary>
internal sealed class CommandFile(string stateDirectory)
{
    private readonly string _path = Path.Combine(stateDirectory, "commands.json");

    /// <summary>What is there; nothing when it cannot be read. Who signed it is asked again by whoever uses it.</summary>
    public IReadOnlyList<StoredCommand> Read()
    {
        try
        {
            return File.Exists(_path) ? JsonSerializer.Deserialize<StoredCommand[]>(File.ReadAllBytes(_path)) ?? [] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // Whoever wants them asks how they stand, and says them again.
            return [];
        }
    }

    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Write(IEnumerable<StandingCommand> commands) =>
        DurableFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(commands.Select(c => new StoredCommand(c.Document, c.Signature))));
}
