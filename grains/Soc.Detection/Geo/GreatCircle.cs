namespace Soc.Detection.Geo;

/// <summary>Distances on the earth, taken as a sphere; the error (0.5 %) is far below that of any geo database.</summary>
public static class GreatCircle
{
    /// <summary>Mean radius R1 of the earth in km (IUGG).</summary>
    public const double EarthRadiusKm = 6371.0088;

    /// <summary>Haversine distance in km between two positions in degrees; NaN when a coordinate is NaN.</summary>
    public static double Km(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var phi1 = double.DegreesToRadians(latitude1);
        var phi2 = double.DegreesToRadians(latitude2);
        var sinHalfPhi = Math.Sin((phi2 - phi1) / 2);
        var sinHalfLambda = Math.Sin(double.DegreesToRadians(longitude2 - longitude1) / 2);
        var h = sinHalfPhi * sinHalfPhi + Math.Cos(phi1) * Math.Cos(phi2) * sinHalfLambda * sinHalfLambda;
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
