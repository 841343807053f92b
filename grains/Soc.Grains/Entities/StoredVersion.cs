namespace Soc.Grains.Entities;

/// <summary>Version of a stored state.</summary>
internal static class StoredVersion
{
    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    public static void Check(int version, int newest, string whose)
    {
        if (version > newest)
        {
            throw new InvalidOperationException(
                $"The stored state of {whose} has version {version}, this program reads up to {newest}: run the newer version, or start with empty stores.");
        }
    }
}
