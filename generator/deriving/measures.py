"""What a column of numbers measures, by its words in English and Spanish: which may be added up, and which only name.

A flow (payments, visits) is counted anew in each period and may be added up over time. A stock (pupils, a balance) is
there at one time: added up over time, the same pupils are counted again. A rate (a percentage, a price) is never added
up. What words could be of two kinds is of the more careful one, and what they do not tell is of none.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.schema import Field

FLOW, STOCK, RATE = "flow", "stock", "rate"


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_RATES = _words_of("""
    percent percentage pct rate ratio share proportion probability average avg mean median index score rating rank
    ranking price density temperature concentration speed age per capita quantile percentile margin

    porcentaje tasa razon cuota proporcion probabilidad promedio media medio mediana indice puntaje puntuacion nota
    precio densidad temperatura concentracion velocidad edad tarifa cotizacion percentil margen posicion
""")
_STOCKS = _words_of("""
    population inhabitant resident enrolled enrollment enrolment pupil student headcount staff staffing employee
    workforce personnel membership member subscriber beneficiary balance debt inventory stock capacity outstanding
    asset liability reserve holding fleet household dwelling employed unemployed unemployment occupied occupancy
    waiting backlog pending registered voter elector cumulative cumulated running ytd existing remaining vacant
    vacancy stored

    poblacion habitante residente matricula matriculado alumno alumnado alumna estudiante plantilla empleado empleada
    trabajador funcionario afiliado afiliacion socio miembro beneficiario abonado saldo deuda existencia inventario
    capacidad pendiente activo pasivo patrimonio reserva flota hogar vivienda parado desempleado desempleo paro
    ocupado ocupacion inscrito censo padron elector votante acumulado acumulada vacante aforo embalsado
""")
_FLOWS = _words_of("""
    payment paid spent spend spending expenditure expense revenue receipt collected sale sold visit boarding trip ride
    ridership passenger incident crime offence offense accident crash complaint request call death birth marriage
    divorce issued granted awarded completed received filed hired arrival departure admission discharge application
    inspection arrest citation vote ballot donation subsidy budget appropriation transaction purchase import export
    consumption production generated emission emitted rainfall precipitation delivered download

    pago pagado gasto gastado ejecutado recaudacion recaudado venta vendido visita viaje viajero pasajero incidente
    delito accidente siniestro queja reclamacion solicitud llamada defuncion fallecimiento nacimiento matrimonio
    divorcio expedido emitido concedido otorgado adjudicado recibido llegada inspeccion detencion multa sancion voto
    donacion subvencion presupuesto transaccion compra importacion exportacion consumo produccion emision lluvia
    recogido descarga
""")
_RATE_UNIT = re.compile(
    r"[%‰°/]|^(ppm|ppb|dB|dBA|pH|points?|puntos?|index|score|NTU|years? old)$|\b(per|por)\b", re.IGNORECASE
)
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*"
_AT_A_TIME = re.compile(
    r"\b(as (of|at)|at (the )?(end|close)|(year|month)[- ]end|to date|cumulative\w*|running total|acumulad[oa]s?"
    rf"|on (the )?\d{{1,2}}(st|nd|rd|th)? (of )?{_MONTH}|on {_MONTH} \d{{1,2}}"
    rf"|al? \d{{1,2}} de {_MONTH}|al cierre|a fecha|al fin(al)? del?|a fin(al)?(es)? del?)\b",
    re.IGNORECASE,
)
"""What is told of one day is a stock, whatever it is called."""

_IDS = _words_of("""
    id ids code codes zip zipcode postcode lat lon lng latitude longitude year uuid fips insee codigo cod clave cp
    latitud longitud ano anio ejercicio folio expediente identificador dni nif
""")
_NUMBERED = frozenset({"number", "no", "nr", "num", "numero", "nro"})
"""What is numbered stands before them; of `number_of_pupils` and `numero_alumnos`, it is counted."""
_CLOCK = _words_of("""
    fiscal calendar quarter month week weekday day hour minute trimestre mes semana dia hora minuto
""")
_MIXED = frozenset({"measure", "metric", "indicator", "variable", "medida", "metrica", "indicador"})
_BESIDE_MIXED = _words_of("""type name code id of label unit tipo nombre codigo de unidad""")
_WORD = re.compile(r"[a-z]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def kind_of(field: Field) -> str:
    """`flow`, `stock`, `rate`, or nothing where words do not tell.

    Those of its name and title come first, then those of its unit, then those of its description.
    """
    if _RATE_UNIT.search(field.unit):
        return RATE
    found = _kind_by_words(field)
    return STOCK if found != RATE and _AT_A_TIME.search(f"{field.title}. {field.description}") else found


def _kind_by_words(field: Field) -> str:
    for text in (f"{field.name} {field.title}", field.unit, field.description):
        words = set(_stems(text)) - ({"per"} if text == field.description else set())
        if words & _RATES:
            return RATE
        if words & _STOCKS:
            return STOCK
        if words & _FLOWS:
            return FLOW
    return ""


def names_things(field: Field) -> bool:
    """Whether numbers name things by what they are called: ids, codes, places, years and hours are no amounts."""
    words = _words(field.name)
    if set(words) & _IDS or (words and set(words) <= _CLOCK):
        return True
    return any(each and each[-1] in _NUMBERED for each in (words, _words(field.title)))


def tells_measures(field: Field) -> bool:
    """Whether a column says what the number beside it is of, so that the numbers are of several kinds."""
    stems = [set(_stems(word)) for word in _words(field.name)]
    return any(each & _MIXED for each in stems) and all(each & (_MIXED | _BESIDE_MIXED) for each in stems)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", _HUMP.sub(" ", text))
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)).lower())


def _stems(text: str) -> list[str]:
    """Words, and what they may be the plural of."""
    found = []
    for word in _words(text):
        found.append(word)
        if word.endswith("s"):
            found += [word[:-1], f"{word[:-3]}y"] if word.endswith("ies") else [word[:-1]]
        if word.endswith("es"):
            found.append(word[:-2])
    return found
