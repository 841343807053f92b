namespace Soc.EventLog.Embedded;

/// <content>One process at a time.</content>
internal sealed partial class Journal
{
    private static FileStream TakeLock(string directory)
    {
        try
        {
            return new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure)
        {
            throw new InvalidOperationException($"The log in {directory} is open in another process, or its lock file cannot be made: {failure.Message}", failure);
        }
    }
}
