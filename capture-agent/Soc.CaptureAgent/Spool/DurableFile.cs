namespace Soc.CaptureAgent.Spool;

/// <summary>Writes a file whole or not at all: beside its place, to the disk, and then there.</summary>
internal static class DurableFile
{
    /// <summary>What is written beside; whatever a crash left there is of no use.</summary>
    public const string Unfinished = ".new";

    /// <param name="isSecret">Nobody but the owner may read it.</param>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool isSecret = false)
    {
        var beside = path + Unfinished;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (isSecret)
        {
            // Rights are given to a new file only.
            File.Delete(beside);
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
        }

        try
        {
            using (var file = new FileStream(beside, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (IOException)
        {
            // On a full disk a half would take room that others need.
            TryDelete(beside);
            throw;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start removes it.
        }
    }
}
