namespace Soc.Content.Tests.Detection;

/// <summary>A town with a network of its own.</summary>
internal sealed record CasePlace(string Country, string City, double Lat, double Lon, string Ip, int Asn, string AsnName)
{
    /// <summary>Accuracy radius in km that a place has when the case does not say.</summary>
    public const double RadiusKm = 20;
}
