namespace Soc.Detection.Correlation;

/// <summary>A benign reading as a person says it.</summary>
public static class ReadingWords
{
    /// <summary>The code's own words, which its author chose to be read ("stale_listing_with_mfa" → "stale listing with MFA").</summary>
    public static string Of(string reading) => string.Join(' ', reading.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(Word));

    private static string Word(string word) => word switch
    {
        "mfa" or "vpn" or "us" or "uk" or "eu" or "ip" or "isp" or "sso" => word.ToUpperInvariant(),
        _ => word,
    };
}
